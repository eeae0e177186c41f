// A Proxy that passes on by Reflect, and one without traps.
const plain = new Proxy({ n: 1 }, {});
const logged = new Proxy({ n: 2, add(k) { return this.n + k; } }, {
  get(object, key, receiver) { return Reflect.get(object, key, receiver); },
  set(object, key, value, receiver) { return Reflect.set(object, key, value, receiver); },
});
let total = 0;
for (let i = 0; i < 1000000; i++) {
  plain.n = i & 7;
  total = (total + plain.n + logged.add(1)) | 0;
  if ((i & 7) === 0) logged.n = i & 3;
}
console.log(total);
