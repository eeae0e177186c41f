// Methods added to a prototype while it is in use.
class Plugin { constructor(n) { this.n = n; } run() { return this.n; } }
const plugins = [new Plugin(1), new Plugin(2), new Plugin(3)];
let total = 0;
for (let round = 0; round < 2000; round++) {
  Plugin.prototype['extra' + (round % 500)] = function () { return round; };
  for (let i = 0; i < 5000; i++) total = (total + plugins[i % 3].run()) | 0;
}
console.log(total);
