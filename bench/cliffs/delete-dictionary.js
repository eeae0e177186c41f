// An object used as a map: computed keys added and deleted all the time.
const table = {};
let total = 0;
for (let i = 0; i < 1000000; i++) {
  table['k' + (i % 5000)] = i;
  if (i % 3 === 0) delete table['k' + ((i * 7) % 5000)];
  const value = table['k' + ((i * 3) % 5000)];
  if (value !== undefined) total = (total + value) | 0;
}
console.log(total, Object.keys(table).length);
