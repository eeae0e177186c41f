// Intl.ListFormat: lists of each type and style, parts, what is no list of strings.
const attempt = (action) => { try { return action(); } catch (error) { return `${error.name}: ${error.message}`; } };
console.log(Object.getOwnPropertyNames(Intl.ListFormat.prototype), Intl.ListFormat.length, Object.prototype.toString.call(new Intl.ListFormat()));
for (const type of ['conjunction', 'disjunction', 'unit']) {
  for (const style of ['long', 'short', 'narrow']) {
    for (const locale of ['en', 'de', 'fr', 'ja', 'es']) {
      const list = new Intl.ListFormat(locale, { type, style });
      console.log(locale, type, style, [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => list.format(items)).join(' | '));
    }
  }
}
const english = new Intl.ListFormat('en');
console.log(english.formatToParts(['x', '', 'z']), english.formatToParts([]), english.formatToParts(new Set(['ü', '😀'])));
console.log(new Intl.ListFormat('de-DE-u-co-phonebk', { style: 'short' }).resolvedOptions(), Intl.ListFormat.supportedLocalesOf(['en', 'xx']));
console.log(english.format('abc'), english.format(), english.format((function* () { yield 'q'; yield 'r'; })()));
for (const action of [() => english.format([1]), () => english.format(['a', Symbol('s')]), () => english.format(5), () => english.format({}), () => english.format(null), () => Intl.ListFormat(), () => new Intl.ListFormat('en', { type: 'q' }), () => new Intl.ListFormat('en', { style: 'q' }), () => new Intl.ListFormat('en', 5), () => new Intl.ListFormat('en', null), () => Intl.ListFormat.prototype.format.call({}, [])]) console.log(attempt(action));
let closed = 0;
const items = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { closed++; return {}; } }) };
console.log(attempt(() => english.format(items)), closed);
