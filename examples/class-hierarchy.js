// Shapes: inheritance, accessors, statics, private state, toString, iteration, sorting by a computed key.
class Shape {
  static #count = 0;
  static get count() { return Shape.#count; }
  constructor(name) { this.name = name; Shape.#count++; }
  get area() { throw new TypeError(`${this.constructor.name} has no area`); }
  toString() { return `${this.name} of ${this.area.toFixed(2)}`; }
}
class Circle extends Shape {
  #radius;
  constructor(radius) { super('circle'); this.#radius = radius; }
  get area() { return Math.PI * this.#radius ** 2; }
  grow(factor) { this.#radius *= factor; return this; }
}
class Rectangle extends Shape {
  constructor(width, height, name = 'rectangle') { super(name); Object.assign(this, { width, height }); }
  get area() { return this.width * this.height; }
  *[Symbol.iterator]() { yield this.width; yield this.height; }
}
class Square extends Rectangle {
  constructor(side) { super(side, side, 'square'); }
  set side(value) { this.width = this.height = value; }
  toString() { return `${super.toString()} (${[...this].join(' × ')})`; }
}

const square = new Square(2);
square.side = 3;
const shapes = [new Circle(1).grow(1.5), new Rectangle(2, 5), square];
for (const shape of shapes.sort((a, b) => a.area - b.area)) console.log(String(shape));
console.log(Shape.count, square instanceof Rectangle, shapes);
try { new Shape('blob').area; } catch (error) { console.log(error.message); }
