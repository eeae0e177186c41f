// A Proxy with get, set and has traps.
const target = { a: 1, b: 2 };
let gets = 0;
const proxy = new Proxy(target, {
  get(object, key) { gets++; return object[key]; },
  set(object, key, value) { object[key] = value; return true; },
  has(object, key) { return key in object; },
});
let total = 0;
for (let i = 0; i < 3000000; i++) {
  proxy.a = i & 7;
  total = (total + proxy.a + proxy.b) | 0;
  if ('b' in proxy) total++;
}
console.log(total, gets);
