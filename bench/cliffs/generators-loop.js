// Generators in hot loops: for-of, next, yield*.
function* count(n) { for (let i = 0; i < n; i++) yield i; }
function* twice(n) { yield* count(n); yield* count(n); }
let total = 0;
for (let round = 0; round < 20000; round++) {
  for (const value of count(100)) total = (total + value) | 0;
  for (const value of twice(30)) total = (total + value) | 0;
}
const endless = (function* () { let n = 0; for (;;) n = (n + (yield n)) | 0; })();
endless.next();
for (let i = 0; i < 3000000; i++) total = (total + endless.next(i).value) | 0;
console.log(total);
