// A sparse array: indices far apart.
const sparse = [];
for (let i = 0; i < 2000; i++) sparse[i * 100003] = i;
let total = 0;
for (let round = 0; round < 5000; round++) {
  for (let i = 0; i < 2000; i++) total = (total + sparse[i * 100003]) | 0;
}
console.log(total, sparse.length);
