// Strings: concatenation, slicing, searching, joining.
let out = '';
for (let i = 0; i < 1500000; i++) { out += 'item '; out += i; out += i % 7 ? ', ' : '\n'; }
const lines = out.split('\n');
let longest = 0, sevens = 0;
for (const line of lines) { if (line.length > longest) longest = line.length; if (line.indexOf('77') >= 0) sevens++; }
const parts = [];
for (let i = 0; i < lines.length; i += 3) parts.push(lines[i].trim().toUpperCase().slice(5, 40));
const joined = parts.join('|').replaceAll('ITEM', 'x');
let hash = 0;
for (let i = 0; i < joined.length; i++) hash = (Math.imul(hash, 31) + joined.charCodeAt(i)) | 0;
const words = new Set();
for (const part of joined.split(' ')) if (words.size < 100000) words.add(part.padStart(12, '.'));
console.log(out.length, lines.length, longest, sevens, joined.length, hash, words.size);
