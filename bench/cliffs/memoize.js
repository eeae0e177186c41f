// Memoised functions: an object, a Map and an array as the table.
const byKey = {};
const byMap = new Map();
function viaObject(a, b) { const key = a + ',' + b; return byKey[key] ?? (byKey[key] = a * b); }
function viaMap(n) { let v = byMap.get(n); if (v === undefined) byMap.set(n, v = n * n); return v; }
let total = 0;
for (let i = 0; i < 2000000; i++) total = (total + viaObject(i % 30, i % 17) + viaMap(i % 1000)) | 0;
console.log(total);
