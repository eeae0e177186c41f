// Regular expressions tested in loops: literal, with captures, sticky, global exec.
const lines = ['GET /index.html 200', 'POST /api/items/42 201', 'DELETE /x 404', '# comment'];
let total = 0;
for (let i = 0; i < 1500000; i++) {
  const line = lines[i & 3];
  if (/^[A-Z]+ /.test(line)) total++;
  const match = /(\w+) (\S+) (\d{3})/.exec(line);
  if (match) total += match[3].length + match[2].length;
  if (line.search(/\d/) > 0) total += 2;
}
console.log(total);
