// Template literals of numbers and strings.
const names = ['ada', 'bob', 'cyd'];
let total = 0;
for (let i = 0; i < 2000000; i++) {
  const text = `${names[i % 3]}: ${i} of ${i & 15}`;
  total = (total + text.length + text.charCodeAt(2)) | 0;
}
console.log(total);
