// Patterns that match at the start of a text only, on texts that go on long behind it.
const texts = [];
for (let i = 0; i < 20; i++) texts.push(String.fromCharCode(97 + i) + '- lorem ipsum dolor sit amet '.repeat(400));
const patterns = [/^#{1,6}\s/, /^(?:[*+-]|\d+\.)\s/, /^>\s?/, new RegExp('^' + 'q-'), new RegExp('^(?:[x-z]|[A-Z])+' + '-')];
let found = 0;
for (let round = 0; round < 3000; round++) {
  for (const text of texts) {
    for (const pattern of patterns) if (pattern.test(text)) found++;
  }
}
console.log(found);
