// try/catch and try/finally inside hot loops, nothing thrown.
function parse(n) {
  if (n < 0) throw new RangeError('negative');
  return n & 15;
}
let total = 0;
let done = 0;
for (let i = 0; i < 50000000; i++) {
  try {
    total = (total + parse(i)) | 0;
  } catch (error) {
    total = -1;
  } finally {
    done++;
  }
}
console.log(total, done);
