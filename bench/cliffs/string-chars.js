// A string built by single characters.
let total = 0;
for (let round = 0; round < 150; round++) {
  let out = '';
  for (let i = 0; i < 100000; i++) out += String.fromCharCode(97 + (i + round) % 26);
  total = (total + out.length + out.charCodeAt(round)) | 0;
}
console.log(total);
