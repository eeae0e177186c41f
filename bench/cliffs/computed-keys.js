// Properties read and stored by keys in variables.
const fields = ['x', 'y', 'z', 'w'];
const points = [];
for (let i = 0; i < 100; i++) points.push({ x: i, y: 1, z: 2, w: 3 });
let total = 0;
for (let round = 0; round < 40000; round++) {
  for (let i = 0; i < points.length; i++) {
    const point = points[i];
    const key = fields[(round + i) & 3];
    point[key] = point[key] + 1 & 1023;
    total = (total + point[key]) | 0;
  }
}
console.log(total);
