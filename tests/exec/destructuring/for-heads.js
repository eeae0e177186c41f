for (const { id, tags: [first = 'none'] } of [{ id: 1, tags: ['a'] }, { id: 2, tags: [] }]) console.log(id, first);
for (const [k, { v }] of Object.entries({ x: { v: 1 }, y: { v: 2 } })) console.log(k, v);
let i, o = {}; for ([i, o.last] of [[1, 2], [3, 4]]); console.log(i, o.last);
for (let [a, b] = [0, 3]; a < b; a++, b--) console.log(a, b);
for (const [c0, c1] in { ab: 1 }) console.log(c0 + c1);
