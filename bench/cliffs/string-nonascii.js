// charCodeAt, indexing, slicing and searching in text outside Latin-1.
const text = 'Ünïcödé – текст, 日本語テキスト 🙂 '.repeat(50);
let total = 0;
for (let round = 0; round < 16000; round++) {
  for (let i = 0; i < text.length; i++) total = (total + text.charCodeAt(i)) | 0;
  for (let i = 0; i < text.length; i += 7) if (text[i] === 'т') total++;
  total = (total + text.indexOf('🙂', 100) + text.slice(5, 50).length) | 0;
}
console.log(total);
