// parseInt, parseFloat, Number, unary plus.
const texts = ['42', '3.75', '-17', '0x1f', '1e3', '12px', ''];
let total = 0;
for (let i = 0; i < 4000000; i++) {
  const text = texts[i % 7];
  total += parseInt(text, 10) | 0;
  total += Number(text) | 0;
  total += +text | 0;
  total += parseFloat(text) | 0;
  total |= 0;
}
console.log(total);
