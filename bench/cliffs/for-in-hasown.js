// for-in with hasOwnProperty, as linters ask for.
const object = { alpha: 1, beta: 2, gamma: 3, delta: 4 };
let total = 0;
for (let i = 0; i < 8000000; i++) {
  for (const key in object) {
    if (Object.prototype.hasOwnProperty.call(object, key)) total = (total + object[key]) | 0;
  }
}
console.log(total);
