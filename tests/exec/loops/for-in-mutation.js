const o = { a: 1, b: 2, c: 3 };
const seen = [];
for (const k in o) { seen.push(k); delete o.b; o.z = 1; }
console.log(seen.join(), Object.keys(o).join());
const names = []; let holder = {};
for (holder.x in { p: 1, q: 2 }) names.push(holder.x);
for (var [first] in { ab: 1, cd: 1 }) names.push(first);
console.log(names.join());
