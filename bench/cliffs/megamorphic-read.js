// One reading site sees forty shapes.
const objects = [];
for (let i = 0; i < 40; i++) {
  const o = {};
  o['p' + i] = i;
  o.value = i;
  objects.push(o);
}
let total = 0;
for (let i = 0; i < 25000000; i++) total = (total + objects[i % 40].value) | 0;
console.log(total);
