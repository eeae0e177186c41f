// One storing site sees forty shapes.
const objects = [];
for (let i = 0; i < 40; i++) {
  const o = {};
  o['p' + i] = i;
  o.value = i;
  objects.push(o);
}
for (let i = 0; i < 20000000; i++) objects[i % 40].value = i;
console.log(objects.reduce((sum, o) => sum + o.value, 0));
