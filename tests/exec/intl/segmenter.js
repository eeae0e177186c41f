const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
const texts = ["Hello, world! 12.5 apples", "👨‍👩‍👧 á e\u0301 🇩🇪🇫🇷", "Kurz. Dann noch ein Satz? Ja!", "吾輩は猫である。", ""];
for (const granularity of ["grapheme", "word", "sentence"]) {
  const segmenter = new Intl.Segmenter("en", { granularity });
  for (const text of texts) console.log(granularity, [...segmenter.segment(text)].map((s) => s.segment).join("|"));
}
const segments = new Intl.Segmenter("en", { granularity: "word" }).segment("One, two.");
for (const segment of segments) console.log(segment);
for (const at of [0, 3, 4, 8, 9, -1, undefined, "5"]) console.log(at, segments.containing(at)?.segment);
console.log(new Intl.Segmenter().segment("\ud83d\ude00").containing(1).index);
console.log(new Intl.Segmenter().segment("\udc00\ud800").containing(1).index);
const iterator = segments[Symbol.iterator]();
console.log(Object.prototype.toString.call(iterator), iterator[Symbol.iterator]() === iterator);
console.log(Object.getOwnPropertyNames(Object.getPrototypeOf(segments)), Object.getOwnPropertyNames(Object.getPrototypeOf(iterator)));
console.log(new Intl.Segmenter("de-DE-u-nu-arab", { granularity: "word" }).resolvedOptions());
attempt(() => Intl.Segmenter());
attempt(() => new Intl.Segmenter("en", 5));
attempt(() => new Intl.Segmenter("en", { granularity: "line" }));
attempt(() => segments.containing.call({}, 1));
attempt(() => iterator.next.call({}));
