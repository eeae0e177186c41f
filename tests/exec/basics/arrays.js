const a = [3, 1, 2];
a.push(5);
console.log(a.length, a[0], a[9], a.join('-'));
let sum = 0;
for (let i = 0; i < a.length; i++) sum += a[i];
console.log(sum);
