// Promises, async functions and generators of contexts.
'use strict';
const vm = require('vm');
const order = [];
const context = vm.createContext({ log: (...values) => order.push(values.join(' ')), ours: [], wait: () => new Promise((resolve) => setTimeout(resolve, 1)) });
const run = (code) => vm.runInContext(code, context);
const theirs = run('Array');

run('Promise.resolve(1).then((x) => log("their job", [] instanceof Array, x))');
run('Promise').resolve(2).then((x) => order.push(`our handler of their promise ${[] instanceof Array} ${x}`));
Promise.resolve(3).then(run('(x) => log("their handler of our promise", [] instanceof Array, x)'));

const theirAsync = run('(async function (x) { log("before", [] instanceof Array); await x; log("after", [] instanceof Array); try { await wait().then(() => { throw ours }) } catch (e) { log("caught", e === ours, [] instanceof Array) } return [] })');
async function ourAsync() {
  const result = await theirAsync(Promise.resolve());
  order.push(`result ${result instanceof theirs} ${[] instanceof Array}`);
  try {
    await run('(async () => null.x)()');
  } catch (e) {
    order.push(`${e.name} ${e instanceof TypeError}`);
  }
  for await (const x of run('(async function* () { yield []; await 1; yield [] })()')) order.push(`yielded ${x instanceof theirs}`);
  for await (const x of run('[1, Promise.resolve(2)]')) order.push(`from sync ${x}`);
}
console.log(theirAsync(1) instanceof run('Promise'), theirAsync(1) instanceof Promise);

const generator = run('(function* () { const sent = yield []; log("sent", sent, [] instanceof Array); try { yield 1 } finally { log("closed", [] instanceof Array) } })()');
console.log(generator.next().value instanceof theirs, generator.next('x').value, Object.getPrototypeOf(generator.next) === Function.prototype, JSON.stringify(generator.return(5)));
context.generator = (function* () {
  yield [];
  throw new TypeError('ours');
})();
console.log(run('generator.next().value instanceof Array'), run('try { generator.next() } catch (e) { e instanceof TypeError }'));
const own = run('Object.getPrototypeOf(function* () {}.prototype)');
console.log(own.next.call((function* () { yield [] instanceof Array; })()).value, Object.getPrototypeOf(own.next.call((function* () {})())) === run('Object.prototype'));

run('thenable = { then(resolve) { log("then", [] instanceof Array); resolve([]) } }');
Promise.resolve(context.thenable).then((value) => order.push(`thenable ${value instanceof theirs}`));
Promise.all([run('Promise.resolve(1)'), 2]).then((list) => order.push(`all ${list instanceof Array}`));
run('Promise.all([1]).then((list) => log("their all", list instanceof Array))');
ourAsync().then(() => console.log(order.join('\n')));
