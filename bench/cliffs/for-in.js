// for-in over small objects, own keys and inherited ones.
class Base { constructor() { this.a = 1; this.b = 2; this.c = 3; } }
Base.prototype.shared = 4;
const objects = [new Base(), { x: 1, y: 2 }, { a: 1, b: 2, c: 3, d: 4 }];
let total = 0;
for (let i = 0; i < 3000000; i++) {
  const object = objects[i % 3];
  for (const key in object) total = (total + object[key]) | 0;
}
console.log(total);
