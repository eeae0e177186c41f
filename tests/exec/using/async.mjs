// Hand-checked output (not in Node 20): `await using` declarations await what their methods return.
const asynchronous = (name, fails) => ({
  name,
  async [Symbol.asyncDispose]() {
    console.log('begin', name);
    await null;
    console.log('end', name);
    if (fails) throw new Error(name);
  },
});
const synchronous = (name) => ({
  [Symbol.dispose]() {
    console.log('dispose', name);
    return { then() { console.log('not awaited'); } };
  },
});
{
  await using a = asynchronous('a'), b = synchronous('b'), c = null;
  using d = synchronous('d');
  console.log('body', a.name, c);
}
async function suppressed() {
  try {
    await using a = asynchronous('first', true);
    await using b = asynchronous('second', true);
    return 'lost';
  } catch (error) {
    return [error.constructor.name, error.error.message, error.suppressed.message].join(' ');
  }
}
console.log(await suppressed());
let ticks = 0;
const counter = (async () => {
  while (ticks < 3) {
    await null;
    ++ticks;
  }
})();
{
  await using nothing = null;
}
console.log('ticks', ticks);
await counter;
for await (await using a of [asynchronous('p'), synchronous('q')]) console.log('item', a.name);
async function* generates() {
  await using a = asynchronous('generator');
  yield 1;
}
for await (const value of generates()) {
  console.log(value);
  break;
}
await using last = asynchronous('module');
console.log('end of the module');
