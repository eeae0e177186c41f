// String.prototype.search leaves lastIndex as it is, and never asks what it is.
const show = (...values) => console.log(...values.map((v) => Object.is(v, -0) ? '-0' : String(v)));
for (const flags of ['', 'g', 'y', 'gy']) {
  const pattern = new RegExp('b(c)', flags);
  for (const lastIndex of [0, -0, 2, 100, NaN]) {
    pattern.lastIndex = lastIndex;
    show(flags, 'abcabc'.search(pattern), 'bc'.search(pattern), 'x'.search(pattern), pattern.lastIndex);
  }
}
const pattern = /c(.)/g;
pattern.lastIndex = { valueOf() { console.log('asked'); return 1; } };
show('abcd'.search(pattern), typeof pattern.lastIndex, RegExp.$1, RegExp.lastMatch);
show('λabcd'.search(pattern), '\u{1f600}c!'.search(/c/u), '\u{1f600}'.search(/\udf00/), '\u{1f600}'.search(/\udf00/u));
const frozen = Object.freeze(/b/);
show('ab'.search(frozen));
const sticky = /b/y;
sticky.lastIndex = 1;
Object.freeze(sticky);
try { show('ab'.search(sticky)); } catch (error) { show(error.message); }
// Converting the text may make the expression less plain.
const late = /b/;
show(RegExp.prototype[Symbol.search].call(late, { toString() { late.exec = () => ({ index: 'mine' }); return 'ab'; } }));
class Counted extends RegExp { exec(text) { console.log('exec', this.lastIndex); return super.exec(text); } }
const counted = new Counted('b', 'g');
counted.lastIndex = 3;
show('ab'.search(counted), counted.lastIndex);
RegExp.prototype.exec = () => ({ index: 'replaced' });
show('ab'.search(/b/));
