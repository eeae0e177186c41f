let i = 0; while (i < 3) { i++; if (i === 2) continue; console.log('w', i); }
do { console.log('d', i); } while (i-- > 2);
for (;;) { if (++i > 4) break; }
console.log(i);
let count = 0; for (const x = { n: 0 }; x.n < 3; x.n++) count += x.n; console.log(count);
do console.log('once'); while (false) console.log('asi after do-while');
