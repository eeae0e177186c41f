// Values of all kinds as conditions, && and || for defaults.
const values = [0, 1, '', 'text', null, undefined, {}, [], NaN, 2.5, true, false];
let total = 0;
for (let i = 0; i < 40000000; i++) {
  const value = values[i % 12];
  if (value) total++;
  const n = (value && 2) || 1;
  if (!n) total += 5;
  total = (total + (n === 1 ? 1 : 2)) | 0;
}
console.log(total);
