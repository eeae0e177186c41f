const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
const row = (locale, options, start, end) => {
  const formatter = new Intl.NumberFormat(locale, options);
  attempt(() => formatter.formatRange(start, end));
  attempt(() => formatter.formatRangeToParts(start, end).map((p) => `${p.type}:${p.value}:${p.source}`).join("|"));
};
for (const [locale, options] of [
  ["en"], ["en", { style: "percent" }], ["en", { style: "currency", currency: "USD", maximumFractionDigits: 0 }],
  ["en", { style: "currency", currency: "USD", currencySign: "accounting" }], ["en", { style: "unit", unit: "kilometer-per-hour" }],
  ["en", { notation: "compact" }], ["ja", { style: "currency", currency: "JPY" }],
]) {
  for (const [start, end] of [
    [1, 2], [-5, 7], [3, 3], [2.9999999, 3], [-Infinity, Infinity], [1234567, 9876543], ["12345678901234567890", "12345678901234567891"], [10n, 5n],
  ]) row(locale, options, start, end);
}
const formatter = new Intl.NumberFormat("en");
for (const [start, end] of [[], [1], [undefined, 1], [NaN, 1], [1, NaN], ["x", 1], [Symbol(), 1], [1, Symbol()]]) {
  attempt(() => formatter.formatRange(start, end));
  attempt(() => formatter.formatRangeToParts(start, end));
}
attempt(() => formatter.formatRange.call({}, 1, 2));
attempt(() => formatter.formatRangeToParts.call({}, 1, 2));
