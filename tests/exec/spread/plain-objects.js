// Spread and rest of objects with plain properties, which are copied at once, and of those that are not.
const show = (o) => console.log(JSON.stringify(o), Reflect.ownKeys(o).map(String).join());
const base = { a: 1, b: 2, c: 3 };
const copy = { ...base };
copy.a = 9;
show(base);
show(copy);
show({ ...base, b: 20, d: 4 });
show({ z: 0, ...base, a: 5 });
show({ ...base, ...{ c: 30, e: 5 } });
const wide = Object.fromEntries(Array.from({ length: 40 }, (_, i) => ["k" + i, i]));
const second = { ...wide };
second.k39 = "changed";
console.log(wide.k39, second.k39, Object.keys(second).length, { ...wide, more: 1 }.more);
class Point {
  #hidden = 1;
  constructor() {
    this.x = 1;
    this.y = 2;
  }
  get hidden() {
    return this.#hidden;
  }
}
const point = { ...new Point() };
show(point);
console.log(point instanceof Point, Object.getPrototypeOf(point) === Object.prototype, point.hidden);
const symbol = Symbol("s");
show({ [symbol]: 1, late: 2, ...{ [symbol]: 3, early: 4 } });
const log = [];
const getters = { get first() { log.push("first"); return 1; }, second: 2 };
show({ ...getters });
show({ ...getters, first: 0 });
console.log(log.join(), Object.getOwnPropertyDescriptor({ ...getters }, "first").value);
const partial = Object.defineProperty({ seen: 1 }, "unseen", { value: 2 });
show({ ...partial });
show({ ...Object.defineProperty({}, "constant", { value: 1, enumerable: true }), x: 1 });
const constant = { ...Object.freeze({ f: 1 }) };
constant.f = 2;
constant.g = 3;
show(constant);
show({ ...{ 1: "one", 0: "zero", a: "a" }, ...["x", "y"], ..."str", ...null, ...undefined, ...5 });
show({ 0: "own", ...base });
const bare = Object.create(null);
bare.k = 1;
show({ ...bare });
console.log(Object.getPrototypeOf({ ...bare }) === Object.prototype);
const gone = { a: 1, b: 2, c: 3 };
delete gone.b;
show({ ...gone, b: 4 });
show({ __proto__: { inherited: 1 }, ...base });
console.log({ __proto__: { inherited: 1 }, ...base }.inherited);
const { a, ...rest } = base;
const { ["b"]: taken, ...others } = { ...base, d: 4 };
show(rest);
show(others);
console.log(a, taken);
const proxied = { ...new Proxy({ p: 1 }, { ownKeys: (t) => (log.push("ownKeys"), Reflect.ownKeys(t)) }) };
show(proxied);
const error = Object.assign(new Error("e"), { extra: 1 });
show({ ...error });
const weak = new WeakMap([[base, "value"]]);
show({ ...base });
console.log(weak.get(base), weak.has({ ...base }));
function spreadInLoop(n) {
  let o = { count: 0, step: 1.5 };
  for (let i = 0; i < n; i++) o = { ...o, count: o.count + 1, ["last" + (i % 3)]: i };
  return o;
}
show(spreadInLoop(100));
