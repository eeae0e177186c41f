// Hand-checked output (ECMA-262 §23.1.2.1 Array.fromAsync): Node 20 does not have it.
const log = [];
async function* numbers() { try { yield 1; yield Promise.resolve(2); } finally { log.push('closed'); } }
(async () => {
  console.log((await Array.fromAsync(numbers())).join(), (await Array.fromAsync([1, Promise.resolve(2)], (x) => x * 10)).join());
  console.log((await Array.fromAsync({ length: 2, 0: 'a', 1: Promise.resolve('b') }, async (x, i) => x + i)).join());
  try { await Array.fromAsync(numbers(), () => { throw new Error('mapper'); }); } catch (e) { console.log(e.message, log.join()); }
  for (const bad of [null, undefined]) await Array.fromAsync(bad).catch((e) => console.log(e.name));
  await Array.fromAsync([], 1).catch((e) => console.log(e.name));
  await Array.fromAsync([Promise.reject(new Error('rejected'))]).catch((e) => console.log(e.message));
  class Mine { constructor(...args) { log.push('new Mine ' + args.join()); } }
  const mine = await Array.fromAsync.call(Mine, [7]);
  console.log(mine instanceof Mine, mine[0], mine.length, log.at(-1));
  console.log(await Promise.try((a, b) => a + b, 1, 2), await Promise.try(() => { throw 5; }).catch((e) => e));
  console.log(JSON.stringify(await Promise.allKeyed({ a: 1, b: Promise.resolve(2) })), JSON.stringify(await Promise.allSettledKeyed({ a: Promise.reject(1) })));
})();
