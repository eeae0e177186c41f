// formatRange and formatRangeToParts.
const start = Date.UTC(2024, 1, 28, 9, 30);
const ends = [0, 1000, 36e5, 5 * 36e5, 864e5, 3 * 864e5, 40 * 864e5, 400 * 864e5];
const options = [
  undefined,
  { year: 'numeric', month: 'long', day: 'numeric' },
  { year: 'numeric', month: 'short' },
  { hour: 'numeric', minute: '2-digit' },
  { dateStyle: 'medium' },
  { dateStyle: 'long', timeStyle: 'short' },
];
for (const locale of ['en-US', 'fr', 'ja']) {
  for (const option of options) {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...option });
    console.log(locale, JSON.stringify(option));
    for (const length of ends) console.log(' ', escape(format.formatRange(start, start + length)));
  }
}
const show = (locale, option, length) => {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...option }).formatRangeToParts(start, start + length);
  console.log(locale, parts.map(({ type, value, source }) => `${type}=${escape(value)}/${source}`).join(' '));
};
show('en-US', { month: 'long', day: 'numeric' }, 864e5);
show('en-US', { year: 'numeric', month: 'long', day: 'numeric' }, 3 * 864e5);
show('en-US', { timeStyle: 'short' }, 36e5);
show('en-US', { timeStyle: 'short' }, 0);
show('fr', { dateStyle: 'long' }, 864e5);
show('en-US', undefined, -864e5);

const attempt = (action) => {
  try {
    console.log(action());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};
const format = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' });
attempt(() => format.formatRange());
attempt(() => format.formatRange(0));
attempt(() => format.formatRange(NaN, 0));
attempt(() => format.formatRangeToParts(0, Infinity));
attempt(() => format.formatRange(undefined, NaN));
attempt(() => format.formatRange(null, '864000000'));
attempt(() => format.formatRange(new Date(0), new Date(1e12)));
attempt(() => format.formatRange(Symbol('s'), 0));
