// Deep copies by JSON and by structuredClone.
const source = { list: [1, 2, 3, { deep: 'yes' }], when: 'now', price: 12.5, flags: { a: true, b: false } };
let total = 0;
for (let i = 0; i < 120000; i++) {
  total += JSON.parse(JSON.stringify(source)).list.length;
  if ((i & 7) === 0) total += structuredClone(source).list[3].deep.length;
}
console.log(total);
