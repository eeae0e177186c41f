// s[i], charAt and comparisons with single characters, of every kind of string.
const flat = 'int main(void) { return a[3] + b["x"]; }';
const wide = 'aé日b😀c';
const slice = (flat + flat).substring(5, 70);
const rope = flat + wide;
const kinds = [flat, wide, slice, rope, '', 'x', '0', '9', 'é', new String('obj0')];
function count(text) {
  let total = 0;
  for (let i = -1; i <= text.length; i++) {
    const c = text[i];
    if (c >= '0' && c <= '9') total += 3;
    else if (c === ' ' || c === '(') total += 1;
    else if (text.charAt(i) === ')') total += 2;
    if (c < 'a') total += 100;
    if ('m' > c) total += 1000;
    if ('m' <= c) total += 5000;
    if (c !== 'x' && 'é' >= c) total += 10000;
  }
  return total;
}
for (let round = 0; round < 50; round++) for (const text of kinds) count(text);
console.log(kinds.map(count).join());
const others = ['', 'a', 'ab', 'é', 'é!', '日', 'a'.repeat(20), 'm', 'ma', 5, null, undefined, true, 10n, ['a'], { toString: () => 'a' }, NaN, Symbol.iterator];
const test = (v) => { try { return [v < 'a', v <= 'a', v > 'a', v >= 'a', 'a' < v, 'a' <= v, 'a' > v, 'a' >= v, v === 'a', v === 'é', 'm' !== v, v < 'é', v >= 'é'].map(Number).join(''); } catch (e) { return e.name + ' ' + e.message; } };
for (const v of others) console.log(test(v));
console.log('abc'.charAt(), 'abc'.charAt(1.7), 'abc'.charAt(-1) === '', 'abc'.charAt('2'), 'abc'.charAt({ valueOf: () => 1 }), 'abc'.charAt(NaN), ''.charAt(0) === '', 'é日'.charAt(1));
for (const bad of [null, undefined]) try { String.prototype.charAt.call(bad, 0); } catch (e) { console.log(e.name, e.message); }
console.log(String.prototype.charAt.call(12345, 2), String.prototype.charAt.call({ toString: () => 'xyz' }, 1), flat['5'], flat[1e9], flat[-1], flat['length'], wide[2], wide[4] === '\ud83d');
const charAt = String.prototype.charAt;
Object.defineProperty(String.prototype, 'charAt', { value: (i) => 'patched ' + i });
console.log('abc'.charAt(1));
Object.defineProperty(String.prototype, 'charAt', { value: charAt });
Object.defineProperty(String.prototype, '7', { value: 'inherited', configurable: true });
console.log('abc'[7], 'abcdefghij'[7]);
delete String.prototype[7];
