// One place of each kind.
class Point { constructor(x) { this.x = x; this.y = 0.5; } }
const kinds = { a: (v) => v, b: (v) => -v };
function each(items, visit) {
  const out = [];
  for (const item of items) out.push(visit(item.size));
  return out;
}
function mix(values) {
  let text = '';
  for (let i = 0; i < values.length; i++) {
    text = values[i] + text;
    if (i > 3) values[text] = new Point(i);
  }
  return text;
}
function dispatch(names) {
  let last;
  for (const name of names) {
    let count = 0;
    const step = () => ++count;
    last = { step, value: kinds[name](count) };
    last.ratio = count / 3;
  }
  return last;
}
function* squares(limit) {
  for (let i = 0; i < limit.top; i++) yield i * i;
}
console.log(each([1, { size: 2 }], (size) => size), mix([1, 'a']), dispatch(['a', 'b']), [...squares({ top: 3 })]);
