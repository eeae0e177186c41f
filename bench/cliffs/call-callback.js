// A callback called by .call with a receiver that the callee does not know.
function each(list, callback, self) {
  for (let i = 0; i < list.length; i++) callback.call(self, list[i], i);
}
const list = Array.from({ length: 1000 }, (_, i) => i);
const counter = { total: 0, odd: 0 };
for (let round = 0; round < 40000; round++) {
  each(list, function (value) { this.total = (this.total + value) | 0; }, counter);
  each(list, function (value, index) { if (index & 1) this.odd++; }, counter);
}
console.log(counter.total, counter.odd);
