for (const [locale, options] of [
  ["en"], ["de"], ["fr-CH"], ["en-IN"], ["ar-EG"], ["en-u-nu-thai"], ["en", { style: "percent", maximumFractionDigits: 1 }],
  ["en", { style: "currency", currency: "USD" }], ["de", { style: "currency", currency: "eur", currencyDisplay: "name" }],
  ["ja", { style: "currency", currency: "JPY", currencyDisplay: "code" }], ["en", { style: "currency", currency: "CAD", currencyDisplay: "narrowSymbol" }],
  ["en", { style: "currency", currency: "USD", currencySign: "accounting" }], ["en", { notation: "scientific" }],
  ["en", { notation: "engineering" }], ["en", { notation: "compact" }], ["de", { notation: "compact", compactDisplay: "long" }],
  ["ja", { notation: "compact" }], ["en", { minimumIntegerDigits: 4, useGrouping: false }], ["en", { maximumSignificantDigits: 3 }],
]) {
  const { format } = new Intl.NumberFormat(locale, options);
  console.log(locale, JSON.stringify(options), [0, 1, -1234.5678, 98765432.1, 0.000123, Infinity, -0].map((x) => format(x)).join(" | "));
}
for (const signDisplay of ["auto", "never", "always", "exceptZero", "negative"]) {
  for (const currencySign of ["standard", "accounting"]) {
    const { format } = new Intl.NumberFormat("en", { style: "currency", currency: "EUR", currencySign, signDisplay });
    console.log(signDisplay, currencySign, [-1, -0, 0, 1, -0.001, NaN].map((x) => format(x)).join(" "));
  }
}
for (const useGrouping of ["min2", "auto", "always", "true", true, false]) {
  for (const locale of ["en", "es", "hi"]) {
    const { format } = new Intl.NumberFormat(locale, { useGrouping });
    console.log(useGrouping, locale, [1234, 12345, 1234567].map((x) => format(x)).join(" "));
  }
}
