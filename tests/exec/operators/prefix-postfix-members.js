const o = { n: 1, a: [1, 2] }; let i = 0;
console.log(o.n++, ++o.n, o.a[i++]++, o.a[i]--, o.a.join(), i);
