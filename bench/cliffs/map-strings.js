// Map and Set with strings computed anew.
const map = new Map();
const set = new Set();
let total = 0;
for (let i = 0; i < 1500000; i++) {
  const key = 'k' + (i % 2000);
  map.set(key, (map.get(key) ?? 0) + 1);
  if (set.has(key)) set.delete(key); else set.add(key);
}
for (const [key, value] of map) total = (total + key.length * value) | 0;
console.log(total, map.size, set.size);
