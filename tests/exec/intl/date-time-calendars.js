// Other calendars, and the Gregorian one before it began.
const times = [Date.UTC(2024, 1, 29), Date.UTC(1989, 0, 8), Date.UTC(1900, 5, 15)];
for (const calendar of ['buddhist', 'japanese', 'roc', 'hebrew', 'persian', 'islamic-civil',
  'islamic-umalqura']) {
  const format = new Intl.DateTimeFormat('en-US', { calendar, dateStyle: 'long', timeZone: 'UTC' });
  console.log(calendar, format.resolvedOptions().calendar, times.map((time) => format.format(time)).join(' | '));
}
for (const locale of ['th', 'fa', 'ja-JP-u-ca-japanese', 'zh-TW-u-ca-roc', 'he-IL-u-ca-hebrew', 'zh-u-ca-chinese']) {
  const format = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });
  console.log(locale, format.resolvedOptions().calendar, times.map((time) => format.format(time)).join(' | '));
}
const proleptic = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' });
for (const [year, month, day] of [[1582, 9, 15], [1582, 9, 14], [1582, 9, 4], [1500, 1, 28], [1000, 0, 1], [-1, 0, 1]]) {
  console.log(proleptic.format(Date.UTC(year, month, day)));
}
console.log(proleptic.formatRange(Date.UTC(1582, 9, 4), Date.UTC(1582, 9, 5)));
for (const numberingSystem of ['arab', 'thai', 'deva', 'hanidec', 'fullwide']) {
  console.log(new Intl.DateTimeFormat('en-US', { numberingSystem, timeZone: 'UTC' }).format(times[0]));
}
