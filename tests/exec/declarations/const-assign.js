const c = 1;
for (const action of [() => { c = 2; }, () => { c += 1; }, () => { c++; }, () => { [c] = [3]; }, () => { for (c of [1]); }]) {
  try { action(); } catch (e) { console.log(e.name, e.message); }
}
console.log(c);
const o = { a: 1 };
o.a = 2;
console.log(o.a);
