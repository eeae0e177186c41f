// An object with 3,000 keys, added one by one, read and stored by computed and by constant keys.
const wide = {};
for (let i = 0; i < 3000; i++) wide['key' + i] = i;
const keys = Object.keys(wide);
let total = 0;
for (let round = 0; round < 5000; round++) {
  for (const key of keys) total = (total + wide[key]) | 0;
  wide.key7 = round;
  wide.key2999 = total & 15;
  total = (total + wide.key7 + wide.key1500 + wide.key2999) | 0;
}
console.log(total);
