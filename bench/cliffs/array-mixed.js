// Arrays whose elements change from integers to fractions to objects.
let total = 0;
for (let round = 0; round < 100000; round++) {
  const list = [];
  for (let i = 0; i < 60; i++) list.push(i);
  for (let i = 0; i < 60; i += 2) list[i] = i + 0.5;
  for (let i = 0; i < 60; i += 4) list[i] = 's';
  for (let i = 0; i < 60; i++) if (typeof list[i] === 'number') total += list[i];
}
console.log(total);
