// Strings concatenated with numbers.
let total = 0;
for (let i = 0; i < 3000000; i++) {
  const key = 'row-' + i + ':' + (i & 7);
  total = (total + key.length + key.charCodeAt(5)) | 0;
}
console.log(total);
