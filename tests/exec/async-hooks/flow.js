// Contexts flow through promises, await, timers, ticks, microtasks, fs, streams, child processes.
const { AsyncLocalStorage } = require('async_hooks');
const fs = require('fs');
const { Readable, pipeline, finished } = require('stream');
const { once, EventEmitter } = require('events');
const { execFile } = require('child_process');
const timers = require('timers/promises');
const als = new AsyncLocalStorage();
const steps = [];
const show = (label) => steps.push(`${label} ${als.getStore()}`);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function inner(label) {
  show(`${label} start`);
  await null;
  show(`${label} after null`);
  await wait(2);
  show(`${label} after wait`);
  for await (const x of (async function* () { yield 1; await wait(1); yield 2; })()) show(`${label} for await ${x}`);
  try {
    await Promise.reject(new Error('x'));
  } catch {
    show(`${label} catch`);
  } finally {
    await 0;
    show(`${label} finally`);
  }
}
async function enters() {
  als.enterWith('entered in function');
  await null;
  show('enters after await');
}

let outside;
const gate = new Promise((resolve) => { outside = resolve; });
const emitter = new EventEmitter();
const work = [];
als.run('A', () => {
  work.push(inner('a'));
  work.push(gate.then(() => show('then')));
  work.push((async () => { await gate; show('await gate'); })());
  emitter.on('event', () => show('listener'));
  work.push(once(emitter, 'event').then(() => show('once')));
  process.nextTick(() => show('tick'));
  queueMicrotask(() => show('microtask'));
  setImmediate(() => show('immediate'));
  let count = 0;
  const interval = setInterval(() => {
    show('interval');
    if (++count === 2) clearInterval(interval);
  }, 1);
  work.push(new Promise((resolve) => fs.readFile(__filename, () => { show('readFile'); resolve(); })));
  work.push(fs.promises.stat(__filename).then(() => show('promises.stat')));
  const readable = Readable.from(['x', 'y']);
  readable.on('data', (data) => show(`data ${data}`));
  work.push(new Promise((resolve) => finished(readable, () => { show('finished'); resolve(); })));
  work.push(new Promise((resolve) => fs.createReadStream(__filename).on('data', () => show('file data')).on('close', () => { show('file close'); resolve(); })));
  work.push(new Promise((resolve) => execFile('true', () => { show('execFile'); resolve(); })));
  work.push(timers.setTimeout(1).then(() => show('timers/promises')));
  const thenable = { then(resolve) { show('thenable'); resolve(); } };
  work.push((async () => { await thenable; show('after thenable'); })());
  work.push(Promise.all([wait(1), 2]).then(() => show('all')));
});
als.run('B', () => {
  setTimeout(() => { show('resolver'); outside(); emitter.emit('event'); }, 5);
  work.push(inner('b'));
});
(async () => {
  await enters();
  show('after enters');
})().then(() => show('then after enters'));
show('end of main');
Promise.all(work).then(async () => {
  show('all work');
  await wait(5);
  for (const step of steps.sort()) console.log(step);
});
