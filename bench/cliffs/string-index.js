// str[i], charAt and comparison with single characters.
const text = 'int main(void) { return a[3] + b["x"]; } // end '.repeat(20);
let total = 0;
for (let round = 0; round < 60000; round++) {
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c >= '0' && c <= '9') total += 3;
    else if (c === ' ' || c === '(') total += 1;
    else if (text.charAt(i) === ')') total += 2;
  }
  total |= 0;
}
console.log(total);
