// Objects of several classes that have their first fields in the same places, getters that subclasses inherit.
class Task {
  constructor(id, weight) { this.id = id; this.weight = weight; this.held = false; }
  get ready() { return !this.held && this.weight > 0; }
  get label() { return 'task ' + this.id; }
  load() { return this.weight * 2 + this.id; }
}
class A extends Task { constructor(id) { super(id, 1.5); this.a = 1; } run() { return this.weight + this.a; } }
class B extends Task { constructor(id) { super(id, 2.5); this.b = 2; } run() { return this.weight * this.b; } }
class C extends Task { constructor(id) { super(id, 3); this.c = 3; } run() { return this.weight - this.c; } get ready() { return this.id % 2 === 0; } }
class D extends Task { constructor(id) { super(id, 0); } run() { return this.weight; } }
class E extends Task { constructor(id) { super(id, 9); this.id = -id; } run() { return 1; } }
function work(tasks) {
  let sum = 0;
  for (const t of tasks) {
    for (let i = 0; i < 2; i++) {
      if (t.ready) sum += t.run() + t.load() + t.weight * t.id;
      else t.held = !t.held;
    }
  }
  return sum;
}
const tasks = [new A(1), new B(2), new C(3), new C(4), new D(5), new E(6), new Task(7, 1)];
tasks[6].run = () => 100;
for (let i = 0; i < 5; i++) console.log(work(tasks), tasks.map((t) => t.held).join());
console.log(work([{ id: 1, weight: 2, ready: true, run: () => 3, load: () => 4 }]));
// own properties and redefined accessors
Object.defineProperty(tasks[0], 'ready', { value: true });
console.log(work(tasks));
Object.defineProperty(Task.prototype, 'ready', { get() { return this.id === 2; }, configurable: true });
console.log(work(tasks), tasks[1].label, tasks[2].label);
Object.defineProperty(Task.prototype, 'ready', { value: 1, configurable: true });
console.log(work(tasks));
delete Task.prototype.ready;
console.log(work(tasks));
Object.setPrototypeOf(tasks[1], { get ready() { return true; }, run: () => 0.5, load: () => 0.25 });
console.log(work(tasks));
console.log(work([new Proxy(new A(1), { get: (t, k) => (k === 'ready' ? true : Reflect.get(t, k)) })]));
// two literals whose common fields are in the same places, and one where they are not
function area(shapes) { let s = 0; for (const o of shapes) for (let i = 0; i < 2; i++) s += o.w * o.h; return s; }
console.log(area([{ w: 1.5, h: 2, kind: 1 }, { w: 2, h: 3, tag: 'x' }, { h: 4, w: 5, kind: 2 }, { w: '2', h: '3', kind: 3 }]));
