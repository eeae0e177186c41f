// A promise resolved with a promise: `then` is called from a job of its own, with functions that only a changed
// `then` or species sees. The turns are counted.
let turn = 0;
const tick = () => Promise.resolve().then(() => { turn++; if (turn < 40) tick(); });
tick();
const log = (name) => (v) => console.log(turn, name, v);
class Sub extends Promise { then(a, b) { console.log(turn, 'Sub.then', typeof a, typeof b); return super.then(a, b); } }
class Other extends Promise { static get [Symbol.species]() { console.log(turn, 'species'); return Promise; } }

new Promise((r) => r(Promise.resolve('plain'))).then(log('plain'));
new Promise((r) => r(Promise.reject('rejected'))).catch(log('rejected'));
new Promise((r) => r(Sub.resolve('sub'))).then(log('sub'));
new Promise((r) => r(Other.resolve('other'))).then(log('other'));
const own = Promise.resolve('own');
own.then = function (a, b) { console.log(turn, 'own.then', a.length, b.length, a.name === ''); a('first'); a('second'); b('third'); };
new Promise((r) => r(own)).then(log('own'));
const broken = Promise.resolve('broken');
Object.defineProperty(broken, 'constructor', { get() { console.log(turn, 'constructor'); throw 'no constructor'; } });
new Promise((r) => r(broken)).catch(log('broken'));
const foreign = Promise.resolve('foreign');
foreign.constructor = { [Symbol.species]: class { constructor(f) { console.log(turn, 'foreign made'); f((v) => console.log(turn, 'foreign resolve', v), () => {}); } } };
new Promise((r) => r(foreign)).then(log('foreign'));
(async () => Promise.resolve('async'))().then(log('async'));
(async () => { throw 'thrown'; })().catch(log('thrown'));
let settle;
const late = new Promise((r) => { settle = r; });
new Promise((r) => r(late)).then(log('late'));
setTimeout(() => { console.log('timer'); settle('late'); settle('again'); }, 1);
const thenable = { then(a, b) { console.log(turn, 'thenable'); a({ then(c) { console.log(turn, 'inner'); c('thenable'); throw 'ignored'; } }); throw 'ignored too'; } };
new Promise((r) => r(thenable)).then(log('thenable'));
