// Strings that grow piece by piece, are read meanwhile, and go on in several ways from the same start.
function build(first, pieces, n) {
  let text = first;
  const kept = [];
  for (let i = 0; i < n; i++) {
    if (i % 50 === 7) kept.push(text, text + '<' + i + '>', text + pieces[0]);
    text += pieces[i % pieces.length];
    if (i % 97 === 0) text += i;
  }
  kept.push(text);
  return kept;
}
function sum(text) {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}
const report = (kept) => {
  let all = 0;
  for (const text of kept) all = (Math.imul(all, 7) + sum(text)) | 0;
  const last = kept[kept.length - 1];
  console.log(kept.length, last.length, all, last.slice(-12), new Set(kept).size);
};
report(build('', ['a', 'bc', 'def'], 3000));
report(build('ünï', ['é', 'x', 'ÿz'], 3000));
report(build('', ['a', '€', '\u{1F600}'], 3000));
report(build('plain', ['latin ', 'then ', 'wide €'], 500));
report(build('x'.repeat(5000), ['y', 'a piece that is longer than what is copied: ' + '-'.repeat(300)], 400));

// Reading the end of what grows.
let dashes = '';
let same = 0;
for (let i = 0; i < 5000; i++) {
  dashes += i % 3 ? '-' : '+';
  if (dashes[dashes.length - 1] === dashes[i >> 1]) same++;
}
console.log(same, dashes.length, sum(dashes));

// Keys, searches and comparisons with what grew.
const counts = {};
let key = '';
for (let i = 0; i < 200; i++) {
  key += 'k' + (i % 10);
  counts[key] = i;
}
console.log(Object.keys(counts).length, counts[key], key.indexOf('k9k0k1'), key === 'k0k1k2k3k4k5k6k7k8k9'.repeat(20));
let doubled = 'ab';
while (doubled.length < 1000) doubled += doubled;
let grown = doubled;
for (let i = 0; i < 100; i++) grown += 'ab';
grown += grown;
console.log(grown.length, grown === 'ab'.repeat(grown.length / 2));
