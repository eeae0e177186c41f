// Accessors made by Object.defineProperty, on the object itself and on its prototype.
function Model() { this._v = 0; }
Object.defineProperty(Model.prototype, 'value', { get() { return this._v; }, set(v) { this._v = v; }, enumerable: true, configurable: true });
const own = { n: 1 };
Object.defineProperty(own, 'twice', { get() { return this.n * 2; }, set(v) { this.n = v; } });
const model = new Model();
let total = 0;
for (let i = 0; i < 60000000; i++) {
  model.value = i & 15;
  own.twice = model.value;
  total = (total + own.twice) | 0;
}
console.log(total);
