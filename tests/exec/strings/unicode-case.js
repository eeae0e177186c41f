// Case mappings of all of Unicode: a checksum of each plane, letters of several, final sigma.
for (const method of ['toUpperCase', 'toLowerCase', 'toLocaleUpperCase', 'toLocaleLowerCase']) {
  let hash = 0, changed = 0;
  for (let c = 0; c < 0x20000; c++) {
    if (c >= 0xd800 && c < 0xe000) continue;
    const s = String.fromCodePoint(c), t = s[method]();
    if (s !== t) changed++;
    for (let i = 0; i < t.length; i++) hash = (Math.imul(hash, 31) + t.charCodeAt(i)) | 0;
  }
  console.log(method, changed, hash);
}
console.log('ΑΣ ΑΣΑ Σ ΣΑ Α\u00adΣ Α\u0301Σ\u0301 Α.Σ Α.Σ.Α 1Σ \ud801\udc00Σ Σ\ud801\udc00 \ud801\udc00Σ\u{1d167}'.toLowerCase());
console.log('ŉ ΐ ﬃ ᾳ ß ẞ İ ı ǆ ǅ'.toUpperCase(), 'İI ẞ Ǆ Ω K'.toLowerCase());
