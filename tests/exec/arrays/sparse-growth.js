// An array whose indices double each time does not take memory for what lies between.
const x = [];
let k = 1;
for (let i = 0; i < 31; i++) x[(k *= 2) - 2] = k;
let sum = 0;
k = 1;
for (let i = 0; i < 31; i++) sum += x[(k *= 2) - 2];
console.log(sum, x.length, Object.keys(x).length);
const dense = [];
for (let i = 0; i < 3000; i += 3) dense[i] = i;
for (let i = 0; i < 3000; i++) dense[i] ??= -i;
console.log(dense.length, dense[2998], dense[2997], dense.includes(undefined));
