// formatToParts: types and values.
const when = Date.UTC(2024, 1, 29, 15, 4, 5, 678);
const show = (locale, options) => {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).formatToParts(when);
  console.log(locale, parts.map(({ type, value }) => `${type}=${escape(value)}`).join(' '));
};
const all = { weekday: 'long', era: 'short', year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric',
  minute: 'numeric', second: 'numeric', fractionalSecondDigits: 3, timeZoneName: 'short' };
for (const locale of ['en-US', 'de', 'fr', 'ja', 'zh']) {
  show(locale);
  show(locale, all);
  show(locale, { dateStyle: 'full' });
  show(locale, { timeStyle: 'medium' });
}
show('en-US', { hour: 'numeric', dayPeriod: 'long' });
show('en-US-u-ca-chinese', { dateStyle: 'long' });
show('en-US', { numberingSystem: 'arab' });
console.log(JSON.stringify(new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).formatToParts(0)[0]));
try {
  new Intl.DateTimeFormat('en-US').formatToParts(NaN);
} catch (e) {
  console.log(`${e.name}: ${e.message}`);
}
