// The name of a class inside of it: defined once by the top level, again and again by a loop or a function.
class Once {
  static made = [];
  static same(other) { return other === Once; }
  again() { return new Once(); }
  assign() { Once = 1; }
  static { Once.made.push('static block'); }
}
const Outer = Once;
console.log(Outer.made.join(), Outer.same(Once), new Outer().again() instanceof Outer);
try {
  new Outer().assign();
} catch (e) {
  console.log(e.name, e.message);
}
Once = null;
console.log(new Outer().again().constructor === Outer, Outer.same(Outer));

try {
  class Early {
    static value = (() => Early.name)();
    static [(() => { try { return Early; } catch (e) { return e.message; } })()] = 1;
  }
  console.log(Object.keys(Early).join());
} catch (e) {
  console.log(e.message);
}
try {
  class Heir extends (() => Heir)() {}
} catch (e) {
  console.log(e.name, e.message);
}

const looped = [];
for (let i = 0; i < 3; i++) {
  looped.push(class Looped { static i = i; self() { return Looped; } });
}
console.log(looped.map((C) => new C().self() === C && C.i).join());
const make = (i) => class Made { static i = i; self() { return Made; } };
const pair = [make(1), make(2)];
console.log(pair.map((C) => new C().self() === C && C.i).join());
{
  class Block { self() { return Block; } }
  console.log(new Block().self() === Block, typeof Block);
}
label: {
  const kept = class Named { self() { return Named; } };
  if (new kept().self() === kept) break label;
  console.log('not reached');
}
