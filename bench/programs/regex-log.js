// Regular expressions: parsing log lines, replacing, splitting.
const methods = ['GET', 'POST', 'PUT'], lines = [];
for (let i = 0; i < 60000; i++) lines.push(`10.${i % 256}.${(i >> 3) % 256}.${i % 200} - user${i % 50} [${String(1 + (i % 28)).padStart(2, '0')}/Mar/2024:10:${String(i % 60).padStart(2, '0')}:00 +0000] "${methods[i % 3]} /path/${i % 97}/item?id=${i}&q=a%20b HTTP/1.1" ${i % 11 ? 200 : 404} ${i * 3} "-" "Mozilla/5.0 (X11; Linux x86_64)"`);
const entry = /^(\d+\.\d+\.\d+\.\d+) - (\S+) \[([^\]]+)\] "([A-Z]+) ([^ "]+) HTTP\/(\d\.\d)" (\d{3}) (\d+) "([^"]*)" "([^"]*)"$/;
const query = /[?&](?<key>[^=&]+)=(?<value>[^&]*)/g;
let bytes = 0, errors = 0, ids = 0, other = 0;
const users = new Map();
for (let round = 0; round < 10; round++) {
  for (const line of lines) {
    const m = entry.exec(line);
    if (!m) { other++; continue; }
    bytes += Number(m[8]);
    if (m[7] === '404') errors++;
    users.set(m[2], (users.get(m[2]) || 0) + 1);
    for (const q of m[5].matchAll(query)) if (q.groups.key === 'id') ids += +q.groups.value % 7;
    if (/\b(?:error|warn(?:ing)?)\b/i.test(line)) other++;
  }
}
const cleaned = lines.slice(0, 8000).map((l) => l.replace(/\d+/g, '#').replace(/"([^"]*)"/g, "'$1'").split(/[\s/]+/).length);
console.log(bytes, errors, users.size, ids, other, cleaned.reduce((a, b) => a + b));
