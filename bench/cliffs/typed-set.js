// Typed arrays: set, subarray, fill, slice, copyWithin, views made in loops.
const source = new Uint8Array(64).fill(7);
const target = new Uint8Array(1024);
let total = 0;
for (let i = 0; i < 1200000; i++) {
  target.set(source, (i * 16) & 511);
  const part = target.subarray(i & 255, (i & 255) + 32);
  total = (total + part[3] + part.length) | 0;
  if ((i & 7) === 0) total = (total + target.slice(0, 16)[2]) | 0;
  if ((i & 15) === 0) target.fill(i, 100, 164);
}
console.log(total);
