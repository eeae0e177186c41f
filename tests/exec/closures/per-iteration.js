const fs = [];
for (let i = 0; i < 3; i++) fs.push(() => i++);
console.log(fs.map((f) => f()).join(), fs.map((f) => f()).join());
const gs = [];
for (let i = 0, inc = () => i++; i < 4; inc(), i++) { gs.push(() => i); if (gs.length > 6) break; }
console.log(gs.map((g) => g()).join());
const hs = [];
for (let i = 0; i < 3; i++) { hs.push(() => i); i += 0.5; }
console.log(hs.map((h) => h()).join());
const ks = [];
for (const k of ['a', 'b']) ks.push(() => k);
for (const k in { x: 1, y: 2 }) ks.push(() => k);
console.log(ks.map((k) => k()).join());
