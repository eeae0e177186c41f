// What the constructor refuses, and what resolvedOptions() says.
const attempt = (action) => {
  try {
    console.log(action());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};
const make = (options) => attempt(() => new Intl.DateTimeFormat('en-US', options).format(0));
for (const name of ['weekday', 'era', 'year', 'month', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'timeZoneName',
  'formatMatcher', 'localeMatcher', 'hourCycle', 'dateStyle', 'timeStyle', 'fractionalSecondDigits', 'calendar',
  'numberingSystem', 'timeZone']) {
  make({ [name]: 'no' });
}
make(null);
make({ fractionalSecondDigits: 4 });
make({ fractionalSecondDigits: 0 });
make({ dateStyle: 'short', hour: 'numeric' });
make({ timeStyle: 'short', weekday: 'long', year: 'numeric' });
make({ dateStyle: 'short', timeStyle: 'short', fractionalSecondDigits: 1, timeZoneName: 'short' });
make({ timeZone: Symbol('zone') });

const show = (locale, options) =>
  attempt(() => JSON.stringify(new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).resolvedOptions()));
show('en-US');
show('de', { dateStyle: 'full', timeStyle: 'long' });
show('en-US', { weekday: 'narrow', era: 'long', year: '2-digit', month: 'long', day: '2-digit', dayPeriod: 'short',
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 2, timeZoneName: 'longGeneric' });
show('th');
show('fa', { dateStyle: 'short' });
show('ar-EG', { month: 'long' });
show('en-u-nu-hanidec-hc-h23-ca-chinese', { timeStyle: 'long' });
show('en-u-nu-roman-ca-foo');
show('en-u-ca-buddhist-nu-arab', { calendar: 'hebrew', numberingSystem: 'thai', dateStyle: 'long' });
show('en-u-ca-buddhist-nu-arab', { calendar: 'buddhist', numberingSystem: 'arab', dateStyle: 'long' });
show('en-u-ca-islamicc', { dateStyle: 'long' });
show('en', { calendar: 'xxxx', numberingSystem: 'yyyy' });

const format = new Intl.DateTimeFormat('en-US');
for (const name of ['resolvedOptions', 'formatToParts', 'formatRange', 'formatRangeToParts']) {
  attempt(() => Intl.DateTimeFormat.prototype[name].call({}));
  attempt(() => Intl.DateTimeFormat.prototype[name].call(1));
}
const { get } = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format');
attempt(() => get.call({}));
attempt(() => get.call('x'));
console.log(Object.getOwnPropertyNames(Intl.DateTimeFormat.prototype).join());
console.log(Intl.DateTimeFormat.name, Intl.DateTimeFormat.length, String(format));
console.log(Intl.DateTimeFormat.supportedLocalesOf(['de', 'xx-XX', 'ja']).join());
