class A { #x = 1; #m() { return 'm' + this.#x; } get #g() { return this.#x * 10; } set #g(v) { this.#x = v; } static #s = 's'; static #sm() { return A.#s; } run() { this.#g = 7; this.#x++; this.#x += 2; return [this.#x, this.#m(), this.#g, A.#sm()].join(); } static has(o) { return #x in o; } same(o) { return o.#x; } }
const a = new A(); console.log(a.run(), A.has(a), A.has({}), Object.keys(a).length, a.same(new A()));
try { a.same({}); } catch (e) { console.log(e.message); }
class W { #x; set(o) { o.#x = 1; } ro() { this.#m = 1; } #m() {} get #only() { return 1; } wr() { this.#only = 2; } static in(o) { return #x in o; } set #so(v) {} rd() { return this.#so; } }
for (const f of [() => new W().set({}), () => new W().ro(), () => new W().wr(), () => new W().rd(), () => W.in(1)]) try { f(); } catch (e) { console.log(e.name, e.message); }
