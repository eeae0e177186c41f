// Equality and order of strings.
const words = [];
for (let i = 0; i < 256; i++) words.push('word-' + ((i * 7919) % 1000));
const again = words.map((w) => w.slice(0, 3) + w.slice(3));
let total = 0;
for (let round = 0; round < 60000; round++) {
  for (let i = 0; i < 256; i++) {
    if (words[i] === again[(i + round) & 255]) total++;
    if (words[i] < again[(i * 3) & 255]) total += 2;
  }
  total |= 0;
}
console.log(total);
