// A string built by literals and by characters of another, read back in between.
const source = 'the quick brown fox jumps over the lazy dog "and" \\ back';
let total = 0;
for (let round = 0; round < 160000; round++) {
  let out = '"';
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (c === '"' || c === '\\') out += '\\' + c;
    else out += c;
  }
  out += '"';
  total = (total + out.length + out.charCodeAt(10)) | 0;
}
console.log(total);
