// split, join, trim and case conversion.
const line = 'alpha, beta ,gamma,delta , epsilon,zeta';
let total = 0;
for (let i = 0; i < 700000; i++) {
  const parts = line.split(',');
  for (let k = 0; k < parts.length; k++) parts[k] = parts[k].trim();
  const joined = parts.join('|');
  total = (total + joined.length + parts[i % 6].toUpperCase().length) | 0;
}
console.log(total);
