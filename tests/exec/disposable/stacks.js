// Hand-checked output (Explicit Resource Management): Node 20 has no disposable stacks.
const log = [];
const resource = (name, error) => ({ [Symbol.dispose]() { log.push(name); if (error) throw new Error(name); } });
const flush = () => { const text = log.join(', '); log.length = 0; return text; };
const stack = new DisposableStack();
console.log(stack.use(null), stack.use(undefined), stack.use(resource('a')) !== undefined);
console.log(stack.adopt('v', (x) => log.push('adopted ' + x)), stack.defer(() => log.push('deferred')));
console.log(stack.disposed, stack.dispose(), stack.disposed, flush(), stack.dispose());
try { stack.use(resource('late')); } catch (e) { console.log(e.name); }
for (const bad of [1, {}, { [Symbol.dispose]: 1 }]) {
  try { new DisposableStack().use(bad); } catch (e) { console.log(e.name); }
}
const failing = new DisposableStack();
for (const name of ['x', 'y', 'z']) failing.use(resource(name, true));
try { failing.dispose(); } catch (e) {
  console.log(e.name, e.error.message, e.suppressed.name, e.suppressed.error.message, e.suppressed.suppressed.message, flush());
}
const first = new DisposableStack();
first.use(resource('moved'));
const second = first.move();
console.log(first.disposed, second.disposed, flush(), second[Symbol.dispose](), flush());
console.log(DisposableStack.prototype[Symbol.dispose] === DisposableStack.prototype.dispose, String(new DisposableStack()));
const suppressed = new SuppressedError(1, 2, 'text');
console.log(suppressed instanceof Error, suppressed.error, suppressed.suppressed, suppressed.message, SuppressedError.length);
let returned = 0;
({ __proto__: Iterator.prototype, return() { ++returned; } })[Symbol.dispose]();
console.log(returned);

(async () => {
  const stack = new AsyncDisposableStack();
  stack.use({ async [Symbol.asyncDispose]() { log.push('async'); } });
  stack.use(resource('sync'));
  stack.adopt(1, async (x) => { await null; log.push('adopted ' + x); });
  stack.defer(() => log.push('deferred'));
  console.log(await stack.disposeAsync(), stack.disposed, flush(), await stack.disposeAsync());
  const failing = new AsyncDisposableStack();
  failing.use(resource('one', true));
  failing.defer(async () => { throw new Error('two'); });
  try { await failing.disposeAsync(); } catch (e) { console.log(e.name, e.error.message, e.suppressed.message); }
  try { await AsyncDisposableStack.prototype.disposeAsync.call({}); } catch (e) { console.log(e.name); }
  const order = [];
  const nothing = new AsyncDisposableStack().disposeAsync().then(() => order.push('empty'));
  const withNull = new AsyncDisposableStack();
  withNull.use(null);
  const later = withNull.disposeAsync().then(() => order.push('null'));
  Promise.resolve().then(() => order.push(1)).then(() => order.push(2));
  await nothing;
  await later;
  console.log(order.join());
})();
