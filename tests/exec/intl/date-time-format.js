// Components of dates and times in several locales.
const when = Date.UTC(2024, 1, 29, 15, 4, 5, 678);
const locales = ['en-US', 'en-GB', 'de', 'fr', 'ja', 'zh', 'ru', 'ar-EG'];
const components = [
  undefined,
  { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  { year: 'numeric', month: 'short', day: 'numeric' },
  { year: '2-digit', month: '2-digit', day: '2-digit' },
  { month: 'long', day: 'numeric' },
  { month: 'narrow' },
  { weekday: 'short' },
  { weekday: 'narrow' },
  { era: 'long', year: 'numeric' },
  { hour: '2-digit', minute: '2-digit' },
  { hour: 'numeric', minute: 'numeric', second: 'numeric' },
  { minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  { fractionalSecondDigits: 2 },
];
for (const locale of locales) {
  for (const options of components) {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    console.log(`${locale} ${JSON.stringify(options)}: ${format.format(when)}`);
  }
}

const { format } = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' });
console.log([0, 864e5].map(format).join(' '), format.name === '', format.length);
const one = new Intl.DateTimeFormat('en-US');
console.log(one.format === one.format);
console.log(escape(new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', timeStyle: 'short' }).format(0)));
for (const time of [NaN, Infinity, 8.64e15 + 1, 'x', Symbol('s'), 1n]) {
  try {
    console.log(one.format(time));
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
}
console.log(new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', era: 'short' }).format(-8.64e15));
