// Intl.DisplayNames: names of languages, regions, scripts, currencies, calendars, fields of dates; what has none, what is no code.
const attempt = (action) => { try { return action(); } catch (error) { return `${error.name}: ${error.message}`; } };
const make = (locale, options) => new Intl.DisplayNames(locale, options);
console.log(Object.getOwnPropertyNames(Intl.DisplayNames.prototype), Intl.DisplayNames.length, Object.prototype.toString.call(make('en', { type: 'region' })));
for (const locale of ['en', 'de', 'fr']) {
  const name = (type, code, options) => make(locale, { type, ...options }).of(code);
  console.log(locale, name('region', 'US'), name('region', 'gb', { style: 'short' }), name('region', '419'), name('language', 'fr'), name('language', 'fr-ch'), name('language', 'en-GB', { languageDisplay: 'standard' }),
    name('script', 'latn'), name('currency', 'USD'), name('currency', 'eur', { style: 'narrow' }), name('calendar', 'gregory'), name('dateTimeField', 'weekday'), name('dateTimeField', 'year', { style: 'short' }));
}
const english = (type, fallback) => make('en', { type, fallback });
console.log(english('region').of('ZZ'), english('region', 'none').of('QX'), english('region').of('qx'), english('currency', 'none').of('XQQ'), english('currency').of('xqq'), english('script').of('qaaa'), english('language', 'none').of('xx'), english('language').of('XX'), english('language').of('root'), english('language').of('en-u-ca-gregory'));
console.log(['era', 'year', 'quarter', 'month', 'weekOfYear', 'weekday', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'timeZoneName'].map((field) => english('dateTimeField').of(field)));
console.log(['buddhist', 'chinese', 'coptic', 'ethioaa', 'ethiopic', 'hebrew', 'japanese', 'persian', 'roc', 'abc'].map((calendar) => english('calendar').of(calendar)));
console.log(make('en', { type: 'region' }).resolvedOptions(), make('de', { type: 'language', style: 'short', fallback: 'none' }).resolvedOptions());
for (const action of [() => make(), () => make('en'), () => make('en', {}), () => make('en', { type: 'x' }), () => make('en', { type: 'region', style: 'x' }), ...[['region', 'x'], ['region'], ['language', 'a-b'], ['currency', 'US'], ['script', 'x'], ['calendar', 'x'], ['calendar', 'abc--def'], ['dateTimeField', 'x']].map(([type, code]) => () => english(type).of(code)), () => Intl.DisplayNames('en', { type: 'region' }), () => Intl.DisplayNames.prototype.of.call({}, 'US')]) console.log(attempt(action));
