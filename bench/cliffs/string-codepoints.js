// for-of and codePointAt over text with surrogate pairs.
const text = 'naïve 日本語 🙂🙃 смотри '.repeat(40);
let total = 0;
for (let round = 0; round < 15000; round++) {
  for (const c of text) total = (total + c.length) | 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i);
    if (code > 0xffff) i++;
    total = (total + code) | 0;
  }
}
console.log(total);
