const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
const words = ["zebra", "ähre", "Ähre", "apfel", "Apfel", "öl", "10", "9", "a-b", "ab", "cote", "côte", "coté", "côté"];
for (const [locale, options] of [
  ["de"], ["sv"], ["fr-CA"], ["en", { numeric: true }], ["en", { caseFirst: "upper" }], ["en-u-kn"],
  ["de-u-co-phonebk"], ["th"], ["en", { ignorePunctuation: true }],
]) console.log(locale, words.slice().sort(new Intl.Collator(locale, options).compare).join());

for (const sensitivity of ["base", "accent", "case", "variant"]) {
  const { compare } = new Intl.Collator("en", { sensitivity });
  console.log(sensitivity, compare("a", "b"), compare("a", "á"), compare("a", "A"), compare("a", "a"));
}
for (const argument of [["de-u-co-phonebk-kn"], ["sv", { usage: "search" }], ["xx"], [["xx", "fr-FR"]], [undefined, { sensitivity: "base" }]])
  console.log(new Intl.Collator(...argument).resolvedOptions());

const collator = Intl.Collator("de");
console.log(collator instanceof Intl.Collator, collator.compare === collator.compare, collator.compare.length, JSON.stringify(collator.compare.name));
console.log(Object.prototype.toString.call(collator), Intl.Collator.length, Intl.Collator.name);
console.log(Intl.Collator.supportedLocalesOf(["de", "xx", "en-us-u-kn", "sr-Latn-RS"]));
console.log("a".localeCompare("á", "en", { sensitivity: "base" }), "ä".localeCompare("z", "sv"), "ä".localeCompare("z", "de"));

attempt(() => new Intl.Collator("de", { usage: "find" }));
attempt(() => new Intl.Collator("de", null));
attempt(() => new Intl.Collator("i"));
attempt(() => new Intl.Collator([5]));
attempt(() => new Intl.Collator(null));
attempt(() => Intl.Collator.prototype.compare);
attempt(() => "a".localeCompare("b", "de_DE"));
class Own extends Intl.Collator {}
console.log(new Own("en") instanceof Own, new Own("en").resolvedOptions().locale);
