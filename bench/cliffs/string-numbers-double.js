// Strings concatenated with fractions.
let total = 0;
for (let i = 0; i < 1200000; i++) {
  const text = i / 8 + ',' + i * 0.1;
  total = (total + text.length + text.charCodeAt(2)) | 0;
}
console.log(total);
