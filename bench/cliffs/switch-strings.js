// switch over strings, literal and computed.
const words = ['add', 'sub', 'mul', 'div', 'mod', 'neg', 'nop'].map((w) => (w + '!').slice(0, 3));
let total = 1;
for (let i = 0; i < 20000000; i++) {
  switch (words[i % 7]) {
    case 'add': total += i; break;
    case 'sub': total -= 3; break;
    case 'mul': total *= 3; break;
    case 'div': total >>= 1; break;
    case 'mod': total %= 1000; break;
    case 'neg': total = -total; break;
    default: total++;
  }
  total |= 0;
}
console.log(total);
