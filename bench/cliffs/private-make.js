// Objects made with private and public field initialisers.
class Point {
  #x;
  #y = 1;
  tag = 'p';
  constructor(x) { this.#x = x; }
  sum() { return this.#x + this.#y; }
}
let total = 0;
let last = null;
for (let i = 0; i < 30000000; i++) { last = new Point(i & 7); total = (total + last.sum()) | 0; }
console.log(total, last.tag);
