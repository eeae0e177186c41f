// Arrays: map, filter, reduce, forEach, some, find with small callbacks; spread and destructuring.
const data = Array.from({ length: 2000 }, (_, i) => ({ id: i, group: i % 17, value: (i * 37) % 101, tags: [i % 3, i % 5] }));
let total = 0;
for (let round = 0; round < 1500; round++) {
  const big = data.filter((d) => d.value > 30).map((d) => ({ ...d, value: d.value * 2 }));
  total += big.reduce((t, d) => t + d.value, 0);
  total += data.map(({ id, value }) => id + value).filter((x) => x % 2 === 0).reduce((a, b) => a + b, 0);
  data.forEach((d) => { total = (total + d.tags[0]) % 1000003; });
  total += data.findIndex((d) => d.id === round) + (data.some((d) => d.value === 100) ? 1 : 0) + (data.every((d) => d.group < 17) ? 1 : 0);
  const [first, second, ...rest] = big;
  total += first.id + second.id + rest.length + Math.max(...rest.slice(0, 20).map((d) => d.value));
  total += data.flatMap((d) => d.tags).length;
  total %= 1000003;
}
console.log(total);
