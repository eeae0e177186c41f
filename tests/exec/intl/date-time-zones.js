// timeZone in any case, canonical names, and the six ways to name a zone.
const summer = Date.UTC(2024, 6, 1, 12);
const winter = Date.UTC(2024, 0, 1, 12);
for (const timeZone of ['utc', 'Etc/GMT', 'gmt0', 'etc/gmt+5', 'Etc/UCT', 'asia/kolkata', 'Asia/Calcutta', 'us/pacific',
  'europe/kyiv', 'america/port-au-prince', 'africa/dar_es_salaam', 'GB-Eire', 'nz-chat', 'ACT',
  'Etc/Unknown', 'Factory', 'foo', '', '+03:00', '+0300', '-03', 'Europe/ Berlin', 'null']) {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' });
    console.log(timeZone, format.resolvedOptions().timeZone, format.format(summer), format.format(winter));
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
}
for (const timeZoneName of ['short', 'long', 'shortOffset', 'longOffset', 'shortGeneric', 'longGeneric']) {
  for (const timeZone of ['America/New_York', 'America/Los_Angeles', 'Asia/Tokyo', 'Asia/Kolkata']) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName });
    console.log(timeZoneName, timeZone, '|', format.format(summer), '|', format.format(winter));
  }
}
for (const zone of ['Asia/Tokyo', 'America/St_Johns', 'UTC']) {
  process.env.TZ = zone;
  const format = new Intl.DateTimeFormat('en-US', { timeStyle: 'short' });
  console.log(format.resolvedOptions().timeZone, format.format(summer), new Date(summer).toLocaleString());
}
