// hour12, hourCycle, the -u-hc- keyword, and which of them counts.
const times = [Date.UTC(2024, 0, 1, 0, 30), Date.UTC(2024, 0, 1, 12, 30), Date.UTC(2024, 0, 1, 23, 30)];
const cases = [
  {}, { hour12: true }, { hour12: false }, { hourCycle: 'h11' }, { hourCycle: 'h12' }, { hourCycle: 'h23' },
  { hourCycle: 'h24' }, { hour12: true, hourCycle: 'h23' },
];
for (const locale of ['en-US', 'en-GB', 'ja', 'zh', 'en-US-u-hc-h23', 'en-US-u-hc-h11', 'en-US-u-hc-h99']) {
  for (const options of cases) {
    const styles = locale.includes('-u-') ? [] : [{ timeStyle: 'short' }];
    for (const shown of [{ hour: 'numeric', minute: '2-digit' }, ...styles]) {
      const format = new Intl.DateTimeFormat(locale, { ...options, ...shown, timeZone: 'UTC' });
      const { locale: tag, hourCycle, hour12 } = format.resolvedOptions();
      console.log(`${locale} ${JSON.stringify(options)}: ${tag} ${hourCycle} ${hour12}`,
        times.map((time) => format.format(time)).join(' | '));
    }
  }
}
const dateOnly = new Intl.DateTimeFormat('en-US-u-hc-h23', { dateStyle: 'short', hour12: true }).resolvedOptions();
console.log(dateOnly.locale, dateOnly.hourCycle, dateOnly.hour12);
