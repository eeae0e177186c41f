const m = [[1, 2], [3, 4]], r = [];
for (let i = 0; i < 2; i++) { r[i] = []; for (let j = 0; j < 2; j++) { r[i][j] = 0; for (let k = 0; k < 2; k++) r[i][j] += m[i][k] * m[k][j]; } }
console.log(r.join(';'));
