// timers, timers/promises: arguments, errors, aborts, what timers look like.
const timers = require('timers'), promises = require('timers/promises');
const { check, done, described, text } = require('./lib/table');
const wait = async (label, run) => { let got; try { got = text(await run()); } catch (e) { got = described(e) + (e.cause !== undefined ? ` cause ${e.cause instanceof Error ? described(e.cause) : text(e.cause)}` : ''); } check(label, () => got); };
const values = { none: undefined, null: null, string: 'x', object: {}, number: 5 };
(async () => {
  for (const fn of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']) for (const [n, v] of Object.entries(values)) check(`${fn} ${n}`, () => globalThis[fn](v, 1));
  for (const [n, d] of Object.entries({ none: undefined, zero: 0, negative: -5, nan: NaN, string: '3',   })) check(`delay ${n}`, () => { const t = setTimeout(() => {}, d); const after = t._idleTimeout; clearTimeout(t); return [after, t._destroyed, t._idleTimeout]; });
  check('timeout', () => { const t = setTimeout(() => {}, 50); const r = [t.constructor.name, typeof t[Symbol.toPrimitive](), t.hasRef(), t.unref() === t, t.hasRef(), t.ref() === t, t.refresh() === t, t.close() === t, t._destroyed]; return r; });
  check('immediate', () => { const t = setImmediate(() => {}); const r = [t.constructor.name, t.hasRef(), t.unref() === t, t.hasRef(), t.ref() === t]; clearImmediate(t); return r; });
  check('clear by number', () => { const t = setTimeout(() => {}, 50); clearTimeout(+t); return t._destroyed; });
  check('clear by string', () => { const t = setTimeout(() => {}, 50); clearTimeout(String(+t)); return t._destroyed; });
  for (const fn of ['clearTimeout', 'clearInterval']) for (const [n, v] of Object.entries(values)) check(`${fn} ${n}`, () => globalThis[fn](v));
 check('keys of promises', () => Object.keys(promises)); check('same', () => [timers.promises === promises, timers.setTimeout === setTimeout, require('util').promisify(setTimeout) === promises.setTimeout, require('util').promisify(setImmediate) === promises.setImmediate]);
  await wait('setTimeout', () => promises.setTimeout(1, 'value')); await wait('setTimeout none', () => promises.setTimeout()); await wait('setImmediate', () => promises.setImmediate('v'));
  for (const [n, o] of Object.entries({ number: 5, null: null, string: 'x', signal: { signal: 5 }, ref: { ref: 5 }, aborted: { signal: AbortSignal.abort() }, reason: { signal: AbortSignal.abort('why') } })) { await wait(`setTimeout ${n}`, () => promises.setTimeout(1, 'v', o)); await wait(`setImmediate ${n}`, () => promises.setImmediate('v', o)); await wait(`setInterval ${n}`, async () => { for await (const v of promises.setInterval(1, 'v', o)) return v; }); await wait(`scheduler ${n}`, () => promises.scheduler.wait(1, o)); }
  for (const d of ['x', null, {}, -1]) await wait(`setTimeout delay ${text(d)}`, () => promises.setTimeout(d, 'v'));
  for (const fn of ['setTimeout', 'setImmediate']) await wait(`${fn} aborted later`, () => { const ac = new AbortController(); setTimeout(() => ac.abort(new Error('mine')), 2); return fn === 'setTimeout' ? promises.setTimeout(1000, 0, { signal: ac.signal }) : promises.setImmediate(0, { signal: AbortSignal.abort(1) }); });
  await wait('interval', async () => { const got = []; for await (const v of promises.setInterval(1, 'tick')) { got.push(v); if (got.length === 3) break; } return got; });
  await wait('interval aborted', async () => { const ac = new AbortController(); let n = 0; for await (const v of promises.setInterval(1, 'tick', { signal: ac.signal })) if (++n === 2) ac.abort(); return n; });
  await wait('interval return', async () => { const i = promises.setInterval(1, 'v'); return [await i.next(), await i.return(), await i.next(), i[Symbol.asyncIterator]() === i]; });
  await wait('yield', () => promises.scheduler.yield()); await wait('scheduler', () => [promises.scheduler.constructor.name, Object.keys(promises.scheduler)]); check('new scheduler', () => new promises.scheduler.constructor());
  await wait('arguments', () => new Promise((r) => setTimeout((...a) => r(a), 1, 1, 2, 3, 4, 5))); await wait('this', () => new Promise((r) => { const t = setTimeout(function () { r(this === t); }, 1); }));
  await wait('refresh', () => new Promise((r) => { const start = Date.now(); const t = setTimeout(() => r(Date.now() - start >= 28), 20); setTimeout(() => t.refresh(), 10); }));
  await wait('nested immediate', () => new Promise((r) => { const log = []; setImmediate(() => { log.push(1); setImmediate(() => { log.push(3); r(log); }); process.nextTick(() => log.push(2)); }); }));
  done();
})();
