// instanceof at sites that know their target; then prototypes and handlers change.
class A {} class B extends A {} class C extends B {} class D {}
function Old() {}
const objects = [new A(), new B(), new C(), new D(), {}, new Old(), Object.create(null), 5, null, undefined, 'x', () => {}, new Proxy(new B(), {}), new Proxy({}, { getPrototypeOf: () => A.prototype })];
const isA = (o) => o instanceof A, isC = (o) => o instanceof C, isOld = (o) => o instanceof Old, is = (o, K) => o instanceof K;
let total = 0;
for (let i = 0; i < 3000; i++) { const o = objects[i % objects.length]; total += isA(o) + isC(o) * 2 + isOld(o) * 3 + is(o, i & 1 ? B : D) * 5; }
console.log(total, objects.map(isA).map(Number).join(''));
Object.setPrototypeOf(objects[3], B.prototype);
console.log(isA(objects[3]), isC(objects[3]));
Object.setPrototypeOf(B.prototype, null);
console.log(objects.map(isA).map(Number).join(''));
Object.setPrototypeOf(B.prototype, A.prototype);
const before = Old.prototype;
Old.prototype = D.prototype;
console.log(isOld(objects[5]), isOld(new D()), isOld(new Old()));
Old.prototype = 5;
try { isOld({}); } catch (e) { console.log(e.name, e.message); }
console.log(isOld(1));
Old.prototype = before;
console.log(isOld(objects[5]));
Object.defineProperty(A, Symbol.hasInstance, { value: (v) => v === 5, configurable: true });
console.log(isA(5), isA(new A()), isC(new C()), is(5, B));
delete A[Symbol.hasInstance];
console.log(isA(5), isA(new A()));
for (const bad of [null, 1, 'x', {}, [], Math.max, Object.assign(() => {}, { prototype: A.prototype })]) try { console.log(is(new A(), bad)); } catch (e) { console.log(e.name, e.message); }
console.log(is(new A(), A.bind()), is([], Array), is([], Object), is(new (class extends Array {})(), Array), is({}, new Proxy(Object, {})));
Object.setPrototypeOf(D, { [Symbol.hasInstance]: () => true });
console.log(is(1, D), is({}, D));
