// typeof compared with constants, other strings and itself: names of types made elsewhere are equal too.
const made = (text) => text.split('').join('');
function kind(v) {
  if (typeof v === 'object') return v === null ? 'null' : 'object';
  if (typeof v == 'function') return 'function';
  if (typeof v !== 'undefined' && typeof v != 'number' && 'string' === typeof v) return 'string';
  return typeof v === made('bigint') ? 'big' : typeof v;
}
const values = [1, 1.5, NaN, 's', '', true, null, undefined, Symbol('x'), 10n, {}, [], () => 1, class {}, /x/];
console.log(values.map(kind).join());
console.log(values.map((v) => typeof v === typeof 'x').join());
console.log(values.map((v) => ['number', 'object', made('number')].indexOf(typeof v)).join());
let count = 0;
for (const name of ['number', made('number'), 'num' + (values.length ? 'ber' : '')]) if (typeof count === name) count++;
console.log(count, 'a' === 'a', made('ab') === 'ab', typeof absent === 'undefined');
switch (typeof values) { case 'string': console.log('no'); break; case 'object': console.log('yes'); }
