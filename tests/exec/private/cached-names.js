// Private names at one place for objects of several shapes and of several evaluations of the class.
function make() {
  return class Counter {
    #n = 0;
    #step() { return 1; }
    get #double() { return this.#n * 2; }
    set #double(v) { this.#n = v / 2; }
    static has(o) { return #n in o; }
    static read(o) { return o.#n; }
    static write(o, v) { o.#n = v; }
    static writeMethod(o) { o.#step = 1; }
    add() { this.#n += this.#step(); return this; }
    half() { this.#double = this.#double + 4; return this.#n; }
  };
}
const A = make(), B = make();
class Wide extends A { x = 1; y = 2; constructor() { super(); this.z = 3; } }
const objects = [new A(), new Wide(), new A()];
objects[2].extra = 1;
let total = 0;
for (let i = 0; i < 50; i++) for (const o of objects) { o.add(); A.write(o, A.read(o) + 1); total += A.read(o) + o.half(); }
console.log(total, A.has(objects[1]), B.has(objects[1]), A.has({}));
for (const attempt of [() => B.read(objects[0]), () => B.write(objects[0], 1), () => A.read({}), () => A.read(null), () => A.write(5, 1), () => A.writeMethod(objects[0])]) {
  try { attempt(); console.log('done'); } catch (error) { console.log(error.name, error.message); }
}
Object.freeze(objects[0]);
A.write(objects[0], 'still writable');
console.log(A.read(objects[0]), Object.isFrozen(objects[0]));
const other = new B();
B.write(other, 'b');
console.log(B.read(other), A.read(objects[2]));
