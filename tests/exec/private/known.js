// Private fields, methods and accessors in loops, of several objects and wrong ones.
class Account {
  #balance = 0;
  #log(n) { Account.#count++; return n; }
  get #double() { return this.#balance * 2; }
  set #double(v) { this.#balance = v / 2; }
  get #onlyGet() { return 1; }
  set #onlySet(v) { this.#balance = v; }
  static #count = 0;
  static #bump(n) { return (this.#count += n); }
  add(n) { this.#balance += this.#log(n); return this; }
  has(o) { return #balance in o && #log in o && #double in o; }
  value() { return this.#double; }
  setDouble(v) { this.#double = v; this.#double += 2; this.#double++; return this.#balance; }
  bad(which) {
    switch (which) {
      case 0: this.#onlyGet = 1; break;
      case 1: return this.#onlySet;
      case 2: this.#log = 1; break;
      case 3: return Account.#bump.call({}, 1);
    }
  }
  static of(o) { return o.#log(1); }
  static read(o) { return o.#double; }
  static write(o, v) { o.#double = v; }
  static bump(n) { return this.#bump(n); }
  same() { return this.#log === new Account().#log; }
}
class Savings extends Account { #rate = 3; rate() { return this.#rate + super.value(); } }
const list = [new Account(), new Account(), new Savings()];
let total = 0;
for (let i = 0; i < 3000; i++) {
  const a = list[i % 3];
  total += a.add(i & 7).value();
  if (a.has(list[0])) total++;
}
console.log(total, list[0].setDouble(10), list[2].rate(), list[1].same(), Account.bump(2));
for (let i = 0; i < 4; i++) try { list[0].bad(i); } catch (e) { console.log(e.name, e.message); }
for (const o of [{}, null, undefined, 5, new Proxy(list[0], {})])
  for (const f of [() => Account.of(o), () => Account.read(o), () => Account.write(o, 1), () => list[0].has(o)])
    try { console.log(f()); } catch (e) { console.log(e.name, e.message); }
try { Savings.bump(1); } catch (e) { console.log(e.name, e.message); }
function local(k) { return class Local { #p = k; #m() { return this.#p * 2; } get #g() { return this.#m() + 1; } run() { return this.#g; } static is(o) { return #p in o; } }; }
const L1 = local(1), L2 = local(2);
let sum = 0;
for (let i = 0; i < 100; i++) sum += new L1().run() + new L2().run();
console.log(sum, L1.is(new L1()), L1.is(new L2()));
class Returning { constructor(o) { return o; } }
class Stamp extends Returning { #mark = 'm'; tag = 't'; static mark(o) { return o.#mark; } }
const target = {};
new Stamp(target);
console.log(Stamp.mark(target), target.tag);
try { new Stamp(target); } catch (e) { console.log(e.name, e.message); }
const fixed = Object.freeze({});
try { new Stamp(fixed); } catch (e) { console.log(e.name, e.message); }
class Setter { set tag(v) { console.log('never'); } }
class Plain extends Setter { tag = 1; ['comp' + 1] = 2; 0 = 3; }
for (let i = 0; i < 3; i++) console.log(JSON.stringify(new Plain()));
class Many { a = 1; b = this.a + 1; #c = this.b; 'd e' = () => this.#c; static make(n) { let s = 0; for (let i = 0; i < n; i++) s += new Many()['d e'](); return s; } }
console.log(Many.make(500), Object.keys(new Many()).join());
