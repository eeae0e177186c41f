// A sticky tokenizer and matchAll.
const token = /\s*(?:(\d+)|([a-z_]\w*)|(.))/gy;
const text = 'let x1 = 42 + foo(bar, 7) * (y - 3); ';
let total = 0;
for (let round = 0; round < 120000; round++) {
  token.lastIndex = 0;
  let match;
  while ((match = token.exec(text)) !== null) {
    if (match[1] !== undefined) total += 3;
    else if (match[2] !== undefined) total += match[2].length;
    else total++;
  }
  if ((round & 7) === 0) for (const m of text.matchAll(/[a-z]+/g)) total += m.index;
}
console.log(total);
