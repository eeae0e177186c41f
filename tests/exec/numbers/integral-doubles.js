// Integers that are results of double arithmetic are indices, keys and case labels like any other.
const half = [0.5, 1.5, 2.5];
const a = ['zero', 'one', 'two', 'three'];
const m = new Map([[1, 'one'], [2, 'two'], [3, 'three']]);
const o = { 1: 'uno', 2: 'dos', 3: 'tres' };
for (const h of half) {
  const i = h + 0.5;
  console.log(i, a[i], m.get(i), o[i], new Set([1, 2, 3]).has(i), [1, 2, 3].indexOf(i), [1, 2, 3].includes(i), i === 1, i == 2, Object.is(i, 3));
  switch (i) {
    case 1: console.log('case 1'); break;
    case 2: console.log('case 2'); break;
    default: console.log('default');
  }
  a[i] = a[i] + '!';
  o[i + 10] = i;
  m.set(i, i * 2);
  console.log(JSON.stringify([i, i * 1, -i + i]), `${i}`, i.toString(2), String.fromCharCode(64 + i), 'abcdef'[i], 'abcdef'.charAt(i), 'abc'.repeat(i), (i * 1.0) | 0, i << 2, i % 2, ~i);
  const t = new Uint8Array(i + i);
  t[i - 0.5 + 0.5] = i + 254.5 + 0.5;
  console.log(t.length, t, new Array(i).length, Number.isInteger(i), Number.isSafeInteger(i), BigInt(i), a.at(i - 1), a.slice(i - 1, i));
}
console.log(a, o, m);
function P(v) { this.v = v; }
const make = (v) => new P(v);
console.log(make(1) instanceof P, make(2));
const old = P.prototype;
P.prototype = { changed: true };
console.log(make(3).changed, make(3) instanceof P, Object.getPrototypeOf(make(3)) === old);
P.a = 1; P.b = 2; P.c = 3; P.d = 4; P.e = 5; P.f = 6;
P.prototype = { again: true };
console.log(make(4).again, make(4).changed);
