// concat, slice, reverse, indexOf, includes, lastIndexOf.
const base = [];
for (let i = 0; i < 30; i++) base.push(i);
const words = base.map((i) => 'w' + i);
let total = 0;
for (let i = 0; i < 600000; i++) {
  const longer = base.concat([i, i + 1]);
  const part = longer.slice(5, 25).reverse();
  total = (total + part[0] + longer.indexOf(i % 32) + (base.includes(i & 63) ? 1 : 0)) | 0;
  total = (total + words.indexOf('w' + (i & 15)) + (words.includes('none') ? 1 : 0) + base.lastIndexOf(3)) | 0;
}
console.log(total);
