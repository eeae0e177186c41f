// Pauses: requests against a table of a million live objects, each of which allocates and replaces a few of them.
// Prints how long requests took, and the pauses: requests of more than a millisecond, where others take some hundredths.
const records = 250_000, seconds = Number(process.argv[2] ?? 10), warm_up = 2_000;

class Record {
  constructor(id, parent) { this.id = id; this.owner = { name: 'owner' + (id & 1023), parent }; this.tags = [id, id + 1]; this.position = { x: id * 0.5, y: -id }; }
}
// A record, its owner, its tags, its position: four objects, the elements of an array and a string.
const table = [];
for (let i = 0; i < records; i++) table.push(new Record(i, i > 0 ? table[(i * 7919) % i] : null));

let random = 12345;
const next = (limit) => { random = (random * 1103515245 + 12345) & 0x7fffffff; return random % limit; };

function request(number) {
  let checksum = 0;
  for (let i = 0; i < 100; i++) {
    const record = table[next(records)];
    const view = { id: record.id, tags: record.tags.map((t) => t + number), at: { x: record.position.x + i, y: record.position.y } };
    checksum += view.tags[1] + view.at.x;
  }
  for (let i = 0; i < 4; i++) {
    const at = next(records);
    table[at] = new Record(at, null);
  }
  return checksum;
}

const samples = [];
const end = performance.now() + seconds * 1000;
for (let number = 0, before = performance.now(); before < end; number++) {
  request(number);
  const after = performance.now();
  if (number >= warm_up) samples.push(after - before);
  before = after;
}

const sorted = Float64Array.from(samples).sort();
const at = (list, part) => (list.length === 0 ? 0 : list[Math.min(list.length - 1, Math.floor(list.length * part))]);
const pauses = sorted.filter((ms) => ms > 1);
const ms = (value) => value.toFixed(3).padStart(9);
console.log(`requests ${String(sorted.length).padStart(8)}   p50 ${ms(at(sorted, 0.5))}   p99 ${ms(at(sorted, 0.99))}   p99.9 ${ms(at(sorted, 0.999))}   p99.99 ${ms(at(sorted, 0.9999))} ms`);
console.log(`pauses   ${String(pauses.length).padStart(8)}   p50 ${ms(at(pauses, 0.5))}   p99 ${ms(at(pauses, 0.99))}   max   ${ms(at(pauses, 1))}   sum ${ms(pauses.reduce((a, b) => a + b, 0))} ms`);
console.log(`resident ${(process.memoryUsage().rss / 2 ** 20).toFixed(0).padStart(8)} MB`);
