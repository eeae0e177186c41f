// Vectors that live for one sum are not made, unless the sum takes the general way in the middle.
class Vec {
  constructor(x, y, z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }
  sub(o) {
    return new Vec(this.x - o.x, this.y - o.y, this.z - o.z);
  }
  dot(o) {
    return this.x * o.x + this.y * o.y + this.z * o.z;
  }
  scaled(k) {
    return new Vec(this.x * k, this.y * k, this.z * k);
  }
  describe() {
    return `${this.constructor.name}(${this.x}, ${this.y}, ${this.z})`;
  }
}
function distance(a, b) {
  const d = a.sub(b);
  return Math.sqrt(d.dot(d));
}
function weighted(a, b, weight) {
  const d = a.sub(b);
  // The weight is no number now and then: the vector goes on in the general copy.
  return d.dot(b) * weight;
}
function kept(a, b, list) {
  const d = a.sub(b);
  const length = d.dot(d);
  if (length > 200) list.push(d);
  return length;
}
function chain(a, b, k) {
  return a.sub(b).scaled(k).dot(a);
}
class Pair {
  constructor(first, second) {
    this.first = first;
    this.second = second;
  }
  sum() {
    return this.first.x + this.second.x;
  }
}
function nested(x, extra) {
  const pair = new Pair(new Vec(x, 0, 0), new Vec(x + 1, 0, 0));
  const total = pair.sum();
  return total + extra;
}
function run(label) {
  const a = new Vec(1.5, 2, 3), list = [];
  let sum = 0;
  for (let i = 0; i < 300; i++) {
    const b = new Vec(i * 0.5, i % 7, 1);
    sum += distance(a, b) + weighted(a, b, i % 50 === 49 ? "2" : 2) + kept(a, b, list) + chain(a, b, 0.5) + nested(i, 1);
  }
  console.log(label, sum.toFixed(6), list.length, list[0].describe(), list[0] instanceof Vec, new Set(list).size);
  console.log(label, typeof nested(1, "!"), weighted(a, a, 3n < 4 ? { valueOf: () => 2 } : 0), chain(a, a, "0.5"));
}
run("plain");

const weights = [];
console.log(weighted(new Vec(1, 2, 3), new Vec(3, 2, 1), { valueOf: () => (weights.push("asked"), 2) }), weights.join());
try {
  weighted(new Vec(1, 2, 3), new Vec(3, 2, 1), 2n);
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
}
console.log(distance({ __proto__: Vec.prototype, x: 1, y: 2, z: 2 }, new Vec(0, 0, 0)));
console.log(distance(new Vec("4", 0, 0), new Vec(1, 4, 0)), distance(new Vec(4, 0, 0), { x: 1, y: 4, z: 0 }));

// Methods and prototypes may change under way.
const dot = Vec.prototype.dot;
Vec.prototype.dot = function (o) {
  return dot.call(this, o) + 1;
};
run("other method");
Vec.prototype.dot = dot;
run("method again");

let set = 0;
Object.defineProperty(Vec.prototype, "z", {
  configurable: true,
  get() {
    return 5;
  },
  set() {
    set++;
  },
});
run("setter above");
console.log(set);
delete Vec.prototype.z;
run("no setter");

class Wide extends Vec {
  constructor(x, y, z) {
    super(x, y, z);
    this.w = 1;
  }
}
const wide = new Wide(1, 1, 1);
console.log(distance(wide, new Vec(1, 1, 3)), distance(new Vec(1, 1, 3), wide), Reflect.construct(Vec, [1, 2, 3], Wide).describe());
Object.freeze(Vec.prototype);
run("frozen");
