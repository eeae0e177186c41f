// What a function assumes of its values may fail at every place, in every order: the result stays exact.
function sum(a) { let t = 0; for (let i = 0; i < a.length; i++) t += a[i]; return t; }
console.log(sum([1, 2, 3]), sum([1.5, 2]), sum(['a', 'b']), sum([1, 'x', 3]), sum([2147483647, 1, 2147483647]), sum([, 1]), sum([-0]));
try { sum([1, 2n]); } catch (e) { console.log(e.name); }

function product(a, b) { let p = a; for (let i = 0; i < 40; i++) { p = p * b; if (p > 1e20) p = -p / 3; } return p; }
console.log(product(1, 2), product(3, 5), product(0.1, 7), product('2', 3), product(0, -1), Object.is(product(0, -1), -0), product(1n === 2n ? 1 : 7, 1));

function mixed(o, n) {
  let x = 0, y = o.a, log = '';
  for (let i = 0; i < n; i++) {
    try {
      x += y * o.b;
      if (i === 3) o.b = o.next;
      if (i === 5) y = o.other;
      log += i + ',';
    } catch (e) {
      log += e.constructor.name + i + ',';
      y = 1;
    } finally {
      x = x - 1;
    }
  }
  return [x, y, log].map(String).join(' ');
}
for (const next of [2, 2.5, '3', null, undefined, { valueOf() { return 4; } }, 5n, NaN, -0]) {
  for (const other of [1, 0.5, '7', 8n, { valueOf() { throw new RangeError('no'); } }]) console.log(mixed({ a: 1, b: 2, next, other }, 8));
}

function counter(start, step, n) { let i = start; for (let k = 0; k < n; k++) i += step; return i; }
console.log(counter(2147483640, 1, 20), counter(-2147483640, -1, 20), counter(2147483640, 0.5, 20), counter('a', 1, 3), counter(2 ** 53 - 2, 1, 5));
function steps(i) { let seen = []; for (let k = 0; k < 4; k++) { seen.push(i++, --i, i--, ++i, i += 2147483646); } return seen; }
console.log([steps(1), steps(-5.5), steps('9')].join('\n'));
function down(i) { const r = []; do { r.push(i); i -= 1073741824; } while (i > -4294967296); return r; }
console.log(down(2147483647).join(), down('5').join());

function hash(s) { let h = 0; for (let i = 0; i < s.length; i++) h = (h * 31 + s.charCodeAt(i)) | 0; return h; }
console.log(hash('hello world, this overflows soon'), hash([1, 2, 3].join()), hash(''));
function lcg(seed, n) { for (let i = 0; i < n; i++) seed = (seed * 1103515245 + 12345) & 0x7fffffff; return seed; }
console.log(lcg(1, 10), lcg(1.5, 10), lcg('3', 10));

const originalFloor = Math.floor;
function floors(a) { let t = 0; for (const v of a) t += Math.floor(v) + Math.round(v) + Math.abs(v) + Math.sqrt(v) + Math.trunc(v) + Math.ceil(v) + Math.fround(v); return t; }
console.log(floors([1, 2.5, 9]), floors([-0.5, -1.5]), floors(['4', null, true]), floors([undefined]), floors([]));
Math.floor = (v) => originalFloor(v) + 1000;
console.log(floors([1, 2.5, 9]));
Math.floor = originalFloor;
try { floors([1, 4n]); } catch (e) { console.log(e.name); }
try { floors([1, Symbol()]); } catch (e) { console.log(e.name); }

class Vec { constructor(x, y) { this.x = x; this.y = y; } dot(o) { return this.x * o.x + this.y * o.y; } len() { return Math.sqrt(this.dot(this)); } }
console.log(new Vec(3, 4).len(), new Vec('3', 4).len(), new Vec(0.5, { valueOf: () => 1.5 }).dot(new Vec(2, 3)), new Vec().len(), new Vec(2n, 3n).dot(new Vec(4n, 5n)));
const late = new Vec(1, 2); late.x = 0.25; late.y = 'z';
console.log(late.dot(late), late.len());

function nested(rows) {
  let best = -Infinity, at = null;
  outer: for (const row of rows) {
    for (const [name, value] of row) {
      if (value === null) continue outer;
      if (value * 2 > best) { best = value * 2; at = name; }
    }
  }
  return `${at}:${best}`;
}
console.log(nested([[['a', 1], ['b', 2.5]], [['c', null], ['d', 100]], [['e', '3']]]), nested([]));
function* pairs(n) { for (let i = 0; i < n; i++) yield [i, i * 0.5]; }
let acc = 0; for (const [i, h] of pairs(6)) acc += i * h; console.log(acc);
