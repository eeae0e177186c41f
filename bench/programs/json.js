// JSON: parse and stringify records of mixed types.
const records = Array.from({ length: 2000 }, (_, i) => ({ id: i, name: 'User ' + i, email: `user${i}@example.org`, active: i % 3 === 0, score: i * 1.25, tags: ['a', 'b' + (i % 10), 'été'], address: { street: i + ' Main "St"', geo: { lat: i / 7, lng: -i / 3 } }, note: i % 5 ? null : 'line\nbreak' }));
let bytes = 0, sum = 0, text = JSON.stringify(records);
for (let i = 0; i < 150; i++) {
  const parsed = JSON.parse(text);
  for (const r of parsed) { sum += r.score + r.tags.length + r.address.geo.lat; r.score += 1; }
  text = JSON.stringify(parsed);
  bytes += text.length;
}
bytes += JSON.stringify(records.slice(0, 500), null, 2).length;
console.log(bytes, sum.toFixed(3), text.length);
