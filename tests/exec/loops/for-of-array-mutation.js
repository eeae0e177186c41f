const a = [1, 2, 3]; const seen = [];
for (const x of a) { seen.push(x); if (x < 3) a.push(x * 10); if (x === 2) a.shift(); }
console.log(seen.join(), a.join());
for (const x of [1, , 3]) console.log(x);
for (const [i, v] of ['a', 'b'].entries()) console.log(i, v);
for (const c of 'a\u{1F600}b\ud800') console.log(c.length);
const m = new Map([[1, 'a']]); const ks = []; for (const [k] of m) { ks.push(k); if (k < 3) m.set(k + 1, 'x'); if (k === 2) m.delete(1); } console.log(ks.join(), m.size);
