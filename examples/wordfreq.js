// The most frequent words of standard input: ./kiln build examples/wordfreq.js -o wordfreq && ./wordfreq < README.md
const fs = require('fs');

const text = fs.readFileSync(0, 'utf8');
const counts = new Map();
for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}']+/gu)) {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

const limit = Number(process.argv[2] ?? 10);
const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, limit);
const width = Math.max(0, ...ranked.map(([word]) => word.length));
for (const [word, count] of ranked) console.log(`${word.padEnd(width)}  ${count}`);
console.log(`${counts.size} different words`);
