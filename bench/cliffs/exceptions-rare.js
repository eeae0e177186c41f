// Errors thrown and caught once in a while.
function check(n) { if (n % 50 === 0) throw new Error('bad ' + (n & 7)); return n; }
let total = 0;
for (let i = 0; i < 1500000; i++) {
  try { total = (total + check(i)) | 0; } catch (error) { total = (total + error.message.length) | 0; }
}
console.log(total);
