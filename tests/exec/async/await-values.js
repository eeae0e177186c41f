// What is awaited: values, thenables, promises that wait, several coroutines and handlers on one promise, in order.
const log = [];
const gate = () => { let open; const promise = new Promise((r, j) => { open = { r, j }; }); return { promise, ...open }; };
async function wait(name, v) { try { log.push(name + ' got ' + String(await v)); } catch (e) { log.push(name + ' threw ' + String(e)); } }
(async () => {
  const a = gate(), b = gate();
  wait('one', a.promise);
  a.promise.then((v) => log.push('then ' + v));
  wait('two', a.promise);
  a.promise.then(() => { throw 'lost'; }).catch((e) => log.push('caught ' + e));
  wait('three', a.promise);
  b.promise.catch((e) => log.push('catch ' + e));
  wait('four', b.promise);
  wait('five', b.promise);
  b.promise.finally(() => log.push('finally')).catch(() => {});
  for (const v of [1, 'text', null, undefined, true, 2n, Symbol('s'), 0.5, () => {}]) wait(typeof v, v);
  wait('object', { toString: () => 'plain' });
  wait('thenable', { then: (r) => r('from then') });
  wait('throwing then', { get then() { throw 'getter'; } });
  wait('constructor', Object.defineProperty(Promise.resolve(1), 'constructor', { get() { throw 'constructor'; } }));
  a.r('A');
  b.j('B');
  wait('settled', a.promise);
  wait('rejected', b.promise);
  queueMicrotask(() => log.push('microtask'));
  process.nextTick(() => log.push('tick'));
  await new Promise((r) => setTimeout(r, 2));
  console.log(log.join('\n'));

  // Async functions without an await: their end settles the promise in the same turn.
  const seen = [];
  const value = async (x) => x, thrower = async (x) => { throw x; }, parameters = async (x = missing()) => x;
  const nested = async (x) => { try { if (x > 1) throw x; return x; } catch (e) { return value(e * 10); } finally { seen.push('finally ' + x); } };
  function missing() { throw new TypeError('missing'); }
  class Methods { async m() { return this; } static async s() { return new.target; } async *g() { return 1; } }
  for (const p of [value(1), value({ then(r) { r('then'); } }), thrower('t'), parameters(), parameters(3), nested(1), nested(2), new Methods().m(), Methods.s(), value.call(null, 5), thrower.apply(null, ['u'])])
    p.then((v) => seen.push(v instanceof Methods ? 'this' : String(v)), (e) => seen.push('threw ' + e));
  seen.push('sync');
  const arguments_ = await (async function () { return arguments.length + [...arguments].join(); })(1, 2, 3);
  await new Promise((r) => setTimeout(r, 2));
  console.log(seen.join('\n'), arguments_, value(1) instanceof Promise, Object.prototype.toString.call(value));
  const deep = async (n) => { if (n === 0) throw new Error('bottom'); return deep(n - 1); };
  await deep(5).catch((e) => console.log(e.message));
})();
