// Map, Set and WeakMap with objects as keys.
const keys = [];
for (let i = 0; i < 1000; i++) keys.push({ id: i });
const map = new Map();
const weak = new WeakMap();
const seen = new Set();
for (const key of keys) { map.set(key, 1); weak.set(key, key.id); }
let total = 0;
for (let round = 0; round < 4000; round++) {
  for (let i = 0; i < 1000; i++) {
    const key = keys[(i * 7 + round) % 1000];
    total = (total + map.get(key) + weak.get(key)) | 0;
    if (!seen.has(key)) seen.add(key);
  }
  if ((round & 15) === 0) seen.clear();
}
console.log(total, seen.size);
