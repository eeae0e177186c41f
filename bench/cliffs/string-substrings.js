// substring, slice, startsWith, endsWith, indexOf, includes, padStart.
const path = '/usr/local/share/doc/package/README.md';
let total = 0;
for (let i = 0; i < 2000000; i++) {
  const at = path.indexOf('/', 1 + (i & 15));
  const part = path.substring(at + 1, at + 6);
  if (part.startsWith('sh')) total += 2;
  if (path.endsWith('.md')) total++;
  if (part.includes('o')) total += 3;
  total = (total + path.slice(-4).length + String(i & 7).padStart(3, '0').length) | 0;
}
console.log(total);
