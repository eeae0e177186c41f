// Requests wait in a queue; throw() and return() before the first next() never enter the body.
const log = (...a) => console.log(...a);
const show = (name) => [(r) => log(name, JSON.stringify(r)), (e) => log(name, 'rejected', e && e.message ? e.message : e)];
async function* g() { log('entered'); try { yield 1; yield 2; } finally { log('finally'); } return 3; }
(async () => {
  const a = g();
  a.throw(new Error('early')).then(...show('a throw'));
  a.next().then(...show('a next'));
  const b = g();
  b.return(Promise.resolve('given')).then(...show('b return'));
  b.next().then(...show('b next'));
  const c = g();
  c.next().then(...show('c1')); c.next().then(...show('c2')); c.next().then(...show('c3')); c.next().then(...show('c4'));
  let ticks = 0; const tick = () => { log('tick', ++ticks); if (ticks < 12) return Promise.resolve().then(tick); };
  await tick();
  const d = g();
  await d.next();
  d.return('r').then(...show('d return')); d.next().then(...show('d next'));
  const e = g();
  await e.next();
  e.throw(new Error('thrown in')).then(...show('e throw')); e.next().then(...show('e next'));
  await new Promise((r) => setTimeout(r, 1));
  async function* fails() { yield 1; throw new Error('body'); }
  const f = fails();
  f.next().then(...show('f1')); f.next().then(...show('f2')); f.next().then(...show('f3'));
  await new Promise((r) => setTimeout(r, 1));
  async function* rejects() { try { yield Promise.reject(new Error('yielded')); } catch (x) { yield 'caught ' + x.message; } }
  const h = rejects();
  h.next().then(...show('h1')); h.next().then(...show('h2'));
  await new Promise((r) => setTimeout(r, 1));
  async function* outer() { const r = yield* g(); log('inner returned', r); yield 'after'; }
  for await (const v of outer()) log('outer', v);
  const i = outer(); await i.next(); i.return('stop').then(...show('i return')); i.next().then(...show('i next'));
  await new Promise((r) => setTimeout(r, 1));
  const j = g(); await j.next(); j.return(Promise.reject(new Error('bad return'))).then(...show('j return'));
  const k = g(); k.return(Promise.reject(new Error('bad start'))).then(...show('k return')); k.next().then(...show('k next'));
  await new Promise((r) => setTimeout(r, 1));
  async function* spread() { yield* [Promise.resolve('s1'), 's2']; }
  for await (const v of spread()) log(v);
  g.prototype.constructor; log(Object.prototype.toString.call(g()), typeof g().next, g()[Symbol.asyncIterator]() !== undefined);
  Object.getPrototypeOf(g).prototype.next.call({}).catch((x) => log(x.name));
})();
