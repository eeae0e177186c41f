// JSON.parse and JSON.stringify of small objects.
let total = 0;
for (let i = 0; i < 300000; i++) {
  const text = JSON.stringify({ id: i, name: 'item', tags: ['a', 'b'], nested: { ok: true, n: null } });
  const back = JSON.parse(text);
  total = (total + back.id + back.tags.length + text.length) | 0;
}
console.log(total);
