console.log('a' in { a: 1 }, 'toString' in {}, 0 in [1], 1 in [1], 'length' in []);
try { 'a' in 'abc'; } catch (e) { console.log(e.message); }
class A {} class B extends A {}
console.log(new B() instanceof A, [] instanceof Object, 1 instanceof Number, Object.create(null) instanceof Object);
const even = { [Symbol.hasInstance]: (n) => n % 2 === 0 };
console.log(2 instanceof even, 3 instanceof even);
for (const rhs of [{}, 1, null, () => {}]) { try { console.log({} instanceof rhs); } catch (e) { console.log(e.message); } }
function F() {}
const f = new F(); F.prototype = {};
console.log(f instanceof F, new (F.bind())() instanceof F);
