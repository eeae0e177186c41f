// replace and replaceAll with strings, with expressions, with functions.
const text = 'Hello {name}, your order {order} of {item} is ready';
const values = { name: 'Ada', order: '17', item: 'tea' };
let total = 0;
for (let i = 0; i < 200000; i++) {
  total += text.replace(/\{(\w+)\}/g, (_, key) => values[key]).length;
  total += text.replace('{name}', 'Bob').length;
  total += text.replaceAll('{', '<').length;
}
console.log(total);
