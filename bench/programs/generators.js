// Generators: pipelines of lazy sequences, delegation, early exit.
function* range(n) { for (let i = 0; i < n; i++) yield i; }
function* map(it, f) { for (const x of it) yield f(x); }
function* filter(it, f) { for (const x of it) if (f(x)) yield x; }
function* take(it, n) { if (n <= 0) return; for (const x of it) { yield x; if (--n === 0) return; } }
function* walk(t) { if (t) { yield* walk(t.left); yield t.value; yield* walk(t.right); } }
const insert = (t, v) => (t === null ? { value: v, left: null, right: null } : v < t.value ? (t.left = insert(t.left, v), t) : (t.right = insert(t.right, v), t));
let total = 0;
for (let r = 0; r < 12; r++) for (const x of filter(map(range(1000000), (x) => x * 3), (x) => x % 2 === 0)) total = (total + x) % 1000003;
for (let r = 0; r < 400000; r++) for (const x of take(range(1e9), 5)) total += x;
let tree = null, seed = 1;
for (let i = 0; i < 5000; i++) { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; tree = insert(tree, seed); }
for (let r = 0; r < 40; r++) for (const v of walk(tree)) total = (total + v) % 1000003;
console.log(total);
