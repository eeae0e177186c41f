// async functions awaited in a loop, Promise.all of few.
async function step(n) { return n + 1; }
async function skip(n) { if (n & 1) return n; await null; return n + 1; }
async function main() {
  let total = 0;
  for (let i = 0; i < 500000; i++) {
    total = (total + await step(i)) | 0;
    total = (total + await skip(i)) | 0;
    if ((i & 15) === 0) { const [a, b] = await Promise.all([step(i), skip(i)]); total = (total + a + b) | 0; }
  }
  console.log(total);
}
main();
