// The same ways up the stack many times, in turns: past natives, clean-ups, closing iterators, generators.
let closed = 0, cleaned = 0;
const iterable = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }), return: () => { closed++; return {}; } }) };
const fail = (n) => { throw n; };
function* guarded(n) { try { yield n; } finally { cleaned++; } }
function nested(n, depth) {
  if (depth === 0) fail(n);
  try { nested(n, depth - 1); } finally { cleaned++; }
}
const ways = {
  direct: (n) => fail(n),
  sort: (n) => [3, 1, 2].sort(() => fail(n)),
  replace: (n) => 'abc'.replace(/b/g, () => fail(n)),
  forEach: (n) => [1].forEach(() => fail(n)),
  map: (n) => new Map([[1, 2]]).forEach(() => fail(n)),
  from: (n) => Array.from([1, 2], () => fail(n)),
  getter: (n) => ({ get x() { return fail(n); } }).x,
  proxy: (n) => new Proxy({}, { get: () => fail(n) }).x,
  toPrimitive: (n) => `${{ toString: () => fail(n) }}`,
  json: (n) => JSON.stringify({ a: [{ toJSON: () => fail(n) }] }),
  reviver: (n) => JSON.parse('[1,[2]]', () => fail(n)),
  reflect: (n) => Reflect.construct(class { constructor() { fail(n); } }, []),
  bound: (n) => fail.bind(null, n)(),
  apply: (n) => fail.apply(null, [n]),
  loop: (n) => { for (const x of iterable) fail(n + x - 1); },
  destructuring: (n) => { const [a, b = fail(n)] = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: undefined }), return: () => { closed++; return {}; } }) }; },
  generator: (n) => { for (const x of guarded(n)) fail(x); },
  into: (n) => { const g = guarded(n); g.next(); g.throw(n); },
  nested: (n) => nested(n, n % 7),
  overridden: (n) => { try { fail(-1); } finally { fail(n); } },
  rethrown: (n) => { try { fail(n); } catch (e) { throw e; } },
  overflow: (n) => { const deeper = () => deeper() + 1; try { deeper(); } catch (e) { if (e instanceof RangeError) throw n; } },
};
const counts = {};
for (let round = 0; round < 60; round++) {
  for (const name in ways) {
    if (name === 'overflow' && round > 2) continue;
    try { ways[name](round); } catch (e) { if (e === round) counts[name] = (counts[name] || 0) + 1; }
  }
}
for (const name in ways) console.log(name, counts[name]);
console.log(closed, cleaned);
let rejected = 0;
(async () => {
  for (let i = 0; i < 50; i++) {
    try { await (async () => { await null; [1].map(() => fail(i)); })(); } catch (e) { rejected += e; }
    try { await new Promise(() => fail(i)); } catch (e) { rejected += e; }
  }
  console.log(rejected);
})();
