// Sorting: the built-in sort with comparators, numbers, strings and records, and a quicksort of our own.
let seed = 42;
const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0);
const numbers = Array.from({ length: 250000 }, () => random() % 1000000);
const words = Array.from({ length: 60000 }, () => 'k' + (random() % 100000).toString(36));
const records = Array.from({ length: 100000 }, (_, i) => ({ key: random() % 500, i }));
let check = 0;
for (let r = 0; r < 4; r++) {
  const a = numbers.slice().sort((x, y) => x - y);
  check = (check + a[1000] + a[a.length - 1]) % 1000003;
  const w = words.slice().sort();
  check = (check + w[100].length + w[50000].charCodeAt(1)) % 1000003;
  const q = records.slice().sort((x, y) => x.key - y.key || y.i - x.i);
  check = (check + q[5].i + q[q.length - 1].i) % 1000003;
}
function quicksort(a, lo, hi) {
  while (lo < hi) {
    const pivot = a[(lo + hi) >> 1];
    let i = lo, j = hi;
    while (i <= j) { while (a[i] < pivot) i++; while (a[j] > pivot) j--; if (i <= j) { const t = a[i]; a[i++] = a[j]; a[j--] = t; } }
    if (j - lo < hi - i) { quicksort(a, lo, j); lo = i; } else { quicksort(a, i, hi); hi = j; }
  }
}
for (let r = 0; r < 10; r++) { const a = numbers.slice(); quicksort(a, 0, a.length - 1); check = (check + a[r * 777]) % 1000003; }
console.log(check);
