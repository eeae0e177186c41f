const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
const numbers = [0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 20, 21, 22, 23, 42, 100, 101, 102, 103, 111, 1000, 1e6, 1.5, 0.5, -1, NaN, Infinity];
for (const locale of ["en", "ar", "ru", "pl", "cy", "sl", "fr", "ja", "lv", "ga"]) {
  for (const type of ["cardinal", "ordinal"]) {
    const rules = new Intl.PluralRules(locale, { type });
    console.log(locale, type, numbers.map((n) => rules.select(n)).join());
  }
}
for (const options of [{ maximumFractionDigits: 0 }, { minimumFractionDigits: 1 }, { maximumSignificantDigits: 1 }, { minimumSignificantDigits: 2 }]) {
  for (const locale of ["en", "ru", "pl", "lt"]) {
    const rules = new Intl.PluralRules(locale, options);
    console.log(locale, JSON.stringify(options), [0, 1, 1.4, 2, 5, 21, 11.5].map((n) => rules.select(n)).join());
  }
}
for (const locale of ["en", "sl", "ar", "fr", "lv"]) {
  const rules = new Intl.PluralRules(locale);
  console.log(locale, [[0, 1], [1, 2], [1, 5], [2, 3], [5, 21], [102, 201], [1.5, 2], [1, 1], [2, 1]].map(([a, b]) => rules.selectRange(a, b)).join());
}
for (const [locale, options] of [
  ["en"], ["ar"], ["en", { type: "ordinal" }], ["ru"], ["ja"], ["en-u-nu-arab"], ["en", { maximumSignificantDigits: 3 }],
  ["en", { minimumFractionDigits: 2, roundingPriority: "morePrecision" }], ["en", { minimumIntegerDigits: 3, maximumFractionDigits: 0 }],
]) console.log(JSON.stringify(new Intl.PluralRules(locale, options).resolvedOptions()));
const rules = new Intl.PluralRules("en");
console.log(rules.select("1"), rules.select(), rules.select(null), Object.prototype.toString.call(rules), Intl.PluralRules.length);
console.log(Object.getOwnPropertyNames(Intl.PluralRules.prototype), Intl.PluralRules.supportedLocalesOf(["de", "xx"]));
attempt(() => Intl.PluralRules());
attempt(() => new Intl.PluralRules("en", null));
attempt(() => new Intl.PluralRules("en", { type: "x" }));
attempt(() => new Intl.PluralRules("en", { roundingPriority: "x" }));
attempt(() => new Intl.PluralRules("en", { minimumFractionDigits: 101 }));
attempt(() => rules.select.call({}));
attempt(() => rules.select(5n));
attempt(() => rules.select(Symbol()));
for (const range of [[], [1], [NaN, 2], [1, NaN], [2n, 1]]) attempt(() => rules.selectRange(...range));
