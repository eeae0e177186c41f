// Collections: Map and Set with integer, string and object keys; plain objects as dictionaries.
let seed = 12345;
const random = () => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff);
const ints = new Map(), words = new Map(), seen = new Set(), dict = {}, objects = new Map();
const vocabulary = Array.from({ length: 5000 }, (_, i) => 'word' + ((i * 7919) % 5000));
const things = Array.from({ length: 1000 }, (_, id) => ({ id }));
for (let i = 0; i < 4000000; i++) {
  const n = random();
  ints.set(n % 50000, (ints.get(n % 50000) || 0) + 1);
  const w = vocabulary[(n >> 8) % 5000];
  words.set(w, (words.get(w) ?? 0) + 1);
  if ((i & 3) === 0) dict[w] = (dict[w] || 0) + 1;
  if (seen.has(n & 0xffff)) seen.delete(n & 0xffff); else seen.add(n & 0xffff);
  const o = things[n % 1000];
  objects.set(o, (objects.get(o) || 0) + 1);
}
let check = 0;
for (const [k, v] of ints) check = (check + k * v) % 1000003;
for (const [w, n] of words) check = (check + w.length * n) % 1000003;
for (const o of objects.keys()) check += o.id;
for (const k in dict) check += dict[k];
console.log(ints.size, words.size, seen.size, objects.size, Object.keys(dict).length, check);
