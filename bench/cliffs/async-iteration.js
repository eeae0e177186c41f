// for await over an async generator and over an array.
async function* numbers(n) { for (let i = 0; i < n; i++) yield i; }
async function main() {
  let total = 0;
  for (let round = 0; round < 900; round++) {
    for await (const value of numbers(500)) total = (total + value) | 0;
    for await (const value of [1, 2, Promise.resolve(3)]) total = (total + value) | 0;
  }
  console.log(total);
}
main();
