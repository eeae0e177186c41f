// Intl.RelativeTimeFormat: units, styles, words for numbers, parts, numbering systems, what it refuses.
const attempt = (action) => { try { return action(); } catch (error) { return `${error.name}: ${error.message}`; } };
const make = (locale, options) => new Intl.RelativeTimeFormat(locale, options);
console.log(Object.getOwnPropertyNames(Intl.RelativeTimeFormat.prototype), Intl.RelativeTimeFormat.length, Object.prototype.toString.call(make()));
for (const locale of ['en', 'de', 'fr', 'ja']) {
  for (const style of ['long', 'short']) {
    for (const numeric of ['always', 'auto']) {
      const relative = make(locale, { style, numeric });
      console.log(locale, style, numeric, [-1, 0, 1, 2, -0, 1.5, -10000].map((value) => relative.format(value, 'day')).join(' | '));
    }
  }
}
const units = ['second', 'minutes', 'hour', 'days', 'week', 'months', 'quarter', 'years'];
console.log(units.map((unit) => make('en').format(3, unit)), units.map((unit) => make('en', { numeric: 'auto' }).format(-1, unit)), make('en').format('7', 'day'));
console.log(make('en', { numeric: 'auto' }).formatToParts(1, 'day'), make('en').formatToParts(1234.5, 'hours'), make('en').formatToParts(-0, 'year'));
console.log(make('de-u-nu-arab', { style: 'short' }).resolvedOptions(), make('en', { numberingSystem: 'arab', numeric: 'auto' }).resolvedOptions(), make('en', { numberingSystem: 'arab' }).format(12, 'day'));
for (const action of [() => make('en').format(1, 'days2'), () => make('en').format(1), () => make('en').format(Infinity, 'day'), () => make('en').formatToParts(NaN, 'day'), () => make('en').format(1n, 'day'), () => make('en').format(Symbol('s'), 'day'), () => Intl.RelativeTimeFormat(), () => make('en', null), () => make('en', 5).format(1, 'day'), () => make('en', { numeric: 1 }), () => make('en', { numberingSystem: 'x' }), () => Intl.RelativeTimeFormat.prototype.format.call(1)]) console.log(attempt(action));
