const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
const show = (options, locale = "en") => attempt(() => JSON.stringify(new Intl.NumberFormat(locale, options).resolvedOptions()));
for (const options of [
  undefined, { style: "currency", currency: "eur" }, { style: "currency", currency: "JPY", notation: "compact" },
  { style: "unit", unit: "liter-per-second", unitDisplay: "long" }, { style: "percent" }, { notation: "compact", compactDisplay: "long" },
  { maximumSignificantDigits: 3 }, { maximumSignificantDigits: 3, roundingPriority: "morePrecision" }, { roundingIncrement: 5 },
  { roundingIncrement: 5, minimumFractionDigits: 2, maximumFractionDigits: 2 }, { minimumFractionDigits: 5 }, { maximumFractionDigits: 1 },
  { style: "currency", currency: "USD", maximumFractionDigits: 0 }, { signDisplay: "negative", roundingMode: "halfEven", trailingZeroDisplay: "stripIfInteger" },
  { notation: "compact", roundingPriority: "lessPrecision" }, { useGrouping: "false" }, { useGrouping: true }, { useGrouping: "" }, { useGrouping: null },
  { numberingSystem: "thai" }, { numberingSystem: "nope" },
]) show(options);
for (const locale of ["en-u-nu-arab", "en-u-co-phonebk-nu-latn", "ar-EG", [], ["xx", "de-AT"]]) show(undefined, locale);
show({ numberingSystem: "thai" }, "en-u-nu-arab");
show({ numberingSystem: "arab" }, "en-u-nu-arab");
for (const options of [
  { maximumFractionDigits: 101 }, { minimumFractionDigits: -1 }, { minimumFractionDigits: 5, maximumFractionDigits: 2 }, { minimumIntegerDigits: 22 },
  { minimumIntegerDigits: 0 }, { maximumSignificantDigits: 0 }, { minimumSignificantDigits: 5, maximumSignificantDigits: 2 }, { roundingIncrement: 3 },
  { roundingIncrement: 5, maximumSignificantDigits: 3 }, { roundingIncrement: 5, minimumFractionDigits: 1, maximumFractionDigits: 3 }, { style: "currency" },
  { style: "unit" }, { currency: "x" }, { currency: "US$" }, { unit: "x" }, { unit: "meter-per-foo" }, { unit: "foot-per-inch-per-mile" }, { style: "foo" },
  { numberingSystem: "x" }, { numberingSystem: "" }, { useGrouping: "x" }, { roundingMode: "x" }, { roundingPriority: "x" }, { trailingZeroDisplay: "x" },
  { signDisplay: "x" }, { notation: "x" }, { compactDisplay: "x" }, { currencyDisplay: "x" }, { currencySign: "x" }, { unitDisplay: "x" },
  { localeMatcher: "x" }, null,
]) show(options);
show(undefined, null);
show(undefined, "i");
