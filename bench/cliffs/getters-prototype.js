// Getters and setters of a class in a hot loop.
class Vector {
  constructor(x, y) { this._x = x; this._y = y; }
  get x() { return this._x; }
  set x(value) { this._x = value | 0; }
  get y() { return this._y; }
  set y(value) { this._y = value | 0; }
  get sum() { return this.x + this.y; }
}
const vectors = [new Vector(1, 2), new Vector(3, 4)];
let total = 0;
for (let i = 0; i < 100000000; i++) {
  const v = vectors[i & 1];
  v.x = i & 7;
  v.y = v.x + 1;
  total = (total + v.sum) | 0;
}
console.log(total);
