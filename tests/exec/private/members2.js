class Base { constructor(o) { return o; } } class Stamper extends Base { #mark = 1; static is(o) { return #mark in o; } }
const o = {}; new Stamper(o); console.log(Stamper.is(o)); try { new Stamper(o); } catch (e) { console.log(e.message); }
class Node { #next = null; #v; constructor(v, n) { this.#v = v; this.#next = n; } *[Symbol.iterator]() { for (let n = this; n; n = n.#next) yield n.#v; } } console.log([...new Node(1, new Node(2, null))].join());
class Outer { #p = 'outer'; inner() { const self = this; return new (class { #q = 'inner'; both() { return self.#p + this.#q; } })().both(); } } console.log(new Outer().inner());
class Opt { #v = { w: 1 }; get(o) { return o?.#v?.w; } } console.log(new Opt().get(new Opt()), new Opt().get(null));
class Cnt { static #c = 0; #id = ++Cnt.#c; get id() { return this.#id; } } new Cnt(); console.log(new Cnt().id); class Dest { #a; #b; constructor(p) { [this.#a, this.#b = 5] = p; } sum() { return this.#a + this.#b; } } console.log(new Dest([1]).sum());
