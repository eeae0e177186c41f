// Date.prototype.toLocaleString, toLocaleDateString and toLocaleTimeString.
process.env.TZ = 'Europe/Berlin';
const date = new Date(Date.UTC(2024, 1, 29, 15, 4, 5));
console.log(date.toLocaleString('de'), date.toLocaleDateString('fr'), date.toLocaleTimeString('en-GB'));
const methods = ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'];
const attempt = (action) => {
  try {
    console.log(action());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};
const cases = [
  [], [undefined, {}], ['de'], ['de'], ['fr'], ['ja'], ['ar-EG'], [['xx', 'en-GB']], [[]],
  ['en-US', { weekday: 'long' }], ['en-US', { hour: 'numeric' }], ['en-US', { era: 'long' }], ['en-US', { dayPeriod: 'long' }],
  ['en-US', { timeZoneName: 'long', fractionalSecondDigits: 3 }], ['en-US', { hour12: false }],
  ['en-US', { timeZone: 'America/New_York' }], ['en-US', { dateStyle: 'short' }], ['en-US', { timeStyle: 'short' }],
  ['en-US', { dateStyle: 'long', timeStyle: 'long' }], ['en-US', { timeStyle: 'short', hour: 'numeric' }],
  ['en-US', { dateStyle: 'short', day: 'numeric' }], ['en-US', { hour: 'no' }], ['en-US', null], [null], ['no_tag'],
  ['en-US', { timeZone: 'Nowhere/Else' }],
];
for (const method of methods) {
  for (const values of cases) attempt(() => `${method} ${JSON.stringify(values)}: ${date[method](...values)}`);
  attempt(() => new Date(NaN)[method]('no_tag', null));
  attempt(() => Date.prototype[method].call({}));
  console.log(Date.prototype[method].length, Date.prototype[method].name);
}
console.log(Object.getOwnPropertyNames(Date.prototype).filter((name) => name.includes('Locale')).join());

// What is remembered of earlier calls goes by the zone of the environment, too.
for (const zone of ['Asia/Tokyo', 'America/New_York', 'Asia/Tokyo']) {
  process.env.TZ = zone;
  console.log(methods.map((method) => date[method]() + ' ' + date[method]('de')).join(' | '));
}
