// Constructors and prototypes without `class`, inheritance by Object.create.
function Shape(name) { this.name = name; }
Shape.prototype.area = function () { return 0; };
Shape.prototype.describe = function () { return this.name.length + this.area(); };
function Square(side) { Shape.call(this, 'square'); this.side = side; }
Square.prototype = Object.create(Shape.prototype);
Square.prototype.constructor = Square;
Square.prototype.area = function () { return this.side * this.side; };
let total = 0;
for (let i = 0; i < 60000000; i++) total = (total + new Square(i & 15).describe()) | 0;
console.log(total);
