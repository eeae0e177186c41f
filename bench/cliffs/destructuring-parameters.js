// Options objects taken apart in the parameter list.
function draw({ x = 0, y = 0, size = 4, color = 'red' } = {}) { return x + y * size + color.length; }
let total = 0;
for (let i = 0; i < 8000000; i++) total = (total + draw({ x: i & 7, y: 2 }) + draw({ size: i & 3, color: 'blue' }) + draw()) | 0;
console.log(total);
