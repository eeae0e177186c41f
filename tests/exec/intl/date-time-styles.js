// dateStyle and timeStyle.
const when = Date.UTC(2024, 1, 29, 15, 4, 5);
const styles = [undefined, 'full', 'long', 'medium', 'short'];
for (const locale of ['en-US', 'en-GB', 'de', 'fr', 'ja', 'zh', 'pl', 'th']) {
  for (const dateStyle of styles.slice(1)) {
    const format = new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'Europe/Berlin' });
    console.log(`${locale} ${dateStyle}: ${format.format(when)}`);
  }
  for (const timeStyle of styles.slice(1)) {
    const format = new Intl.DateTimeFormat(locale, { timeStyle, timeZone: 'Europe/Berlin' });
    console.log(`${locale} ${timeStyle} time: ${format.format(when)}`);
  }
}
for (const dateStyle of styles) {
  for (const timeStyle of styles) {
    const format = new Intl.DateTimeFormat('en-US', { dateStyle, timeStyle, timeZone: 'UTC' });
    console.log(`${dateStyle} ${timeStyle}: ${format.format(when)}`);
  }
}
