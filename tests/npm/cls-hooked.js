const { createNamespace, getNamespace, destroyNamespace } = require('cls-hooked');
const fs = require('fs');
const ns = createNamespace('app');
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const lines = [];
const show = (label) => lines.push(`${label} ${ns.get('id')}`);
const job = (id) => ns.runPromise(async () => {
  ns.set('id', id);
  show('start');
  await null;
  show('await');
  await wait(2);
  show('timer');
  await new Promise((resolve) => fs.readFile(__filename, () => { show('readFile'); resolve(); }));
  await new Promise((resolve) => process.nextTick(() => { show('tick'); resolve(); }));
  await new Promise((resolve) => setImmediate(() => { show('immediate'); resolve(); }));
  await Promise.resolve().then(() => show('then'));
});
const bound = ns.bind(() => show('bound'), ns.createContext());
Promise.all([job(1), job(2), job(3)]).then(() => {
  show('outside');
  bound();
  console.log(lines.sort().join('\n'));
  console.log(getNamespace('app') === ns);
  destroyNamespace('app');
  console.log(getNamespace('app'));
});
