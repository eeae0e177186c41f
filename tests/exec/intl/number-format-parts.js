const row = (locale, options, value) =>
  console.log(locale, JSON.stringify(options), String(value), new Intl.NumberFormat(locale, options).formatToParts(value).map((p) => `${p.type}:${p.value}`).join("|"));
for (const [locale, options] of [
  ["en"], ["en", { signDisplay: "always" }], ["en", { style: "percent" }], ["en", { style: "currency", currency: "USD", currencySign: "accounting" }],
  ["en", { style: "unit", unit: "percent" }], ["en", { style: "unit", unit: "kilometer-per-hour" }], ["en", { notation: "scientific" }],
  ["en", { notation: "compact", compactDisplay: "long" }], ["de", { style: "currency", currency: "EUR" }], ["hi"], ["fa", { signDisplay: "always" }],
]) for (const value of [1234567.5, -0.00012, -Infinity, 12n, "-9007199254740993"]) row(locale, options, value);
row("en", { style: "currency", currency: "EUR" }, NaN);
console.log(new Intl.NumberFormat("en").formatToParts());
