// Copies by spread with one field changed; rest of an object.
let state = { a: 1, b: 2, c: 3, d: 4 };
let total = 0;
for (let i = 0; i < 1500000; i++) {
  state = { ...state, b: i & 7 };
  const { a, ...rest } = state;
  total = (total + a + rest.b + rest.d) | 0;
}
console.log(total);
