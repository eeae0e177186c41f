// yield* awaits what return() passes before it goes to the inner iterator; a rejection goes there as throw().
const inner = (name) => ({
  [Symbol.asyncIterator]() {
    return this;
  },
  next() {
    return { done: false, value: 1 };
  },
  throw(e) {
    console.log(name, 'throw', e);
    return { done: true, value: 'thrown' };
  },
  return(v) {
    console.log(name, 'return', v);
    return { done: true, value: v };
  },
});
async function* outer(name) {
  return yield* inner(name);
}

(async () => {
  for (const [name, value] of [
    ['plain', 5],
    ['promise', Promise.resolve(6)],
    ['rejected', Promise.reject(7)],
    ['thenable', { then(f) { console.log('then'); f(8); } }],
    ['broken', { get then() { throw 9; } }],
  ]) {
    const it = outer(name);
    await it.next();
    try {
      console.log(name, await it.return(value));
    } catch (e) {
      console.log(name, 'rejected', e);
    }
  }
  const it = outer('queued');
  it.next();
  console.log(await it.return({ then(f) { console.log('then'); f(10); } }));
})();
