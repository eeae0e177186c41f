const qs = require('querystring');
const same = require('node:querystring');
console.log(qs === same, Object.keys(qs), qs.encode === qs.stringify, qs.decode === qs.parse);
for (const text of ['a=1&b=2', 'a=1&a=2&a=3', 'a', '=x', '=', '&&a=b&', 'a=b=c', 'x+y=1+2', '%41=%zz&%E4=%C3%A4', 'a%20b=c%26d',
  '__proto__=1', '', 'toString=2', 'a=%F0%9F%98%80&b=😀'])
  console.log(text, qs.parse(text));
console.log(qs.parse('a:1;b:2;c', ';', ':'), qs.parse('a>>1||b>>2', '||', '>>'));
console.log(qs.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }), qs.parse('a=1&&b=2', '&', '=', { maxKeys: 2 }));
console.log(Object.keys(qs.parse('k=v&'.repeat(1) + Array.from({ length: 1500 }, (_, i) => 'k' + i + '=1').join('&'))).length,
  Object.keys(qs.parse(Array.from({ length: 1500 }, (_, i) => 'k' + i + '=1').join('&'), '&', '=', { maxKeys: 0 })).length);
console.log(qs.parse('a=%41+b&c=d', '&', '=', { decodeURIComponent: (s) => '<' + s + '>' }));
console.log(qs.parse('a=%41', '&', '=', { decodeURIComponent() { throw new Error('no'); } }));
console.log(qs.stringify({ a: 1, b: 'x y', c: [1, 'two', true], d: [], e: null, f: undefined, g: NaN, h: 10n, i: {}, 'k&': 'ä€😀', j: '' }));
console.log(qs.stringify({ a: 1, b: [2, 3] }, ';', ':'), qs.stringify({ a: 'ü', b: '' }, null, null, { encodeURIComponent: (s) => '[' + s + ']' }));
console.log([qs.stringify(null), qs.stringify('x'), qs.stringify(1), qs.stringify([1, 2])]);
console.log(qs.escape("!'()*-._~ \"#%&+,/:;<=>?@[]^`{|}"), qs.escape({}), qs.escape(5), qs.escape(undefined));
console.log(qs.unescape('a%20b+c%zz%E4'), qs.unescapeBuffer('a%20b%C3%A4+').toString('hex'), qs.unescapeBuffer('a+b%2').toString());
try { qs.escape('\ud800'); } catch (e) { console.log(e.name, e.code, e.message); }
