// Object.assign with defaults, Object.create, Object.freeze.
const defaults = { width: 10, height: 20, depth: 30 };
const proto = { area() { return this.width * this.height; } };
let total = 0;
for (let i = 0; i < 1500000; i++) {
  const options = Object.assign({}, defaults, { width: i & 7 });
  const box = Object.create(proto);
  box.width = options.width;
  box.height = options.height;
  total = (total + box.area() + Object.freeze(options).depth) | 0;
}
console.log(total);
