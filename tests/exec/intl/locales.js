const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
for (const tag of [
  "EN-us", "zh-hans-cn", "sl-rozaj-biske-1994", "de-u-co-phonebk-kn-true", "iw", "und-Latn-u-rg-uszzzz", "en-a-bbb-x-a", "sgn-GR",
  "hy-arevela", "en-t-de-latn-m0-true", "de-1996-1901", "en-u-attr-kn", "x-foo", "i-klingon", "zh-min", "de-1996-1996", "en-u", "en-a-b",
  "en-", "-en", "e", "en_US", "abcd", "en-u-kn-u-co", "", "de-DE-DE", "en-x-1", "mo", "cmn", "aaa-Arab-001-abcde",
]) attempt(() => `${tag}: ${Intl.getCanonicalLocales(tag)}`);
console.log(Intl.getCanonicalLocales(["de", "DE", "fr"]), Intl.getCanonicalLocales(), Intl.getCanonicalLocales({ length: 2, 1: "ja" }));
attempt(() => Intl.getCanonicalLocales(null));
attempt(() => Intl.getCanonicalLocales([true]));
attempt(() => Intl.supportedValuesOf("planet"));
console.log(Intl.supportedValuesOf("unit").join());
console.log(Intl.supportedValuesOf("calendar").slice(0, 3), Intl.supportedValuesOf("currency").includes("EUR"));
console.log(Object.prototype.toString.call(Intl), typeof Intl, Object.getOwnPropertyDescriptor(globalThis, "Intl").enumerable);
