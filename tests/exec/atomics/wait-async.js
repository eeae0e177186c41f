// Promises of Atomics.waitAsync, woken in order; Atomics.notify without waiters; arguments.
const shared = new Int32Array(new SharedArrayBuffer(16));
const first = Atomics.waitAsync(shared, 0, 0), second = Atomics.waitAsync(shared, 0, 0), other = Atomics.waitAsync(shared, 1, 0, 1000);
console.log(first.async, first.value instanceof Promise, JSON.stringify(Atomics.waitAsync(shared, 0, 5)), JSON.stringify(Atomics.waitAsync(shared, 0, 0, 0)));
first.value.then((v) => console.log('first', v));
second.value.then((v) => console.log('second', v));
other.value.then((v) => console.log('other', v));
console.log(Atomics.notify(shared, 0, 1), Atomics.notify(shared, 0), Atomics.notify(shared, 0), Atomics.notify(shared, 1, Infinity));
console.log(Atomics.notify(new Int32Array(4), 0), Atomics.wait(shared, 0, 1), Atomics.wait(shared, 0, 0, 1));
for (const f of [() => Atomics.wait(new Int32Array(4), 0, 0, 0), () => Atomics.waitAsync(new Int32Array(4), 0, 0), () => Atomics.notify(shared, 9),
  () => Atomics.waitAsync(new Uint8Array(new SharedArrayBuffer(8)), 0, 0), () => Atomics.notify(shared, 0, { valueOf() { throw new SyntaxError(); } })]) {
  try { f(); } catch (e) { console.log(e.name); }
}
