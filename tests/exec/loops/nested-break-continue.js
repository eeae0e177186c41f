let log = '';
for (let i = 0; i < 5; i++) { if (i === 1) continue; for (let j = 0; j < 5; j++) { if (j === 3) break; if (j === i) continue; log += i + '' + j + ' '; } if (i === 3) break; }
console.log(log);
