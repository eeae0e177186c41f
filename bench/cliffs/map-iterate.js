// Map and Set iterated by for-of, forEach, keys, values, spread.
const map = new Map();
const set = new Set();
for (let i = 0; i < 100; i++) { map.set('k' + i, i); set.add(i); }
let total = 0;
for (let round = 0; round < 100000; round++) {
  for (const [key, value] of map) total = (total + key.length + value) | 0;
  map.forEach((value) => { total = (total + value) | 0; });
  for (const value of set) total = (total + value) | 0;
  for (const value of map.values()) total = (total + value) | 0;
  if ((round & 15) === 0) total = (total + [...set].length) | 0;
}
console.log(total);
