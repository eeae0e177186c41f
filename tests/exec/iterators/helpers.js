// Hand-checked output (ECMA-262 §27.1.4): Node 20 has no iterator helpers.
const log = [];
function source(n) {
  let i = 0;
  return {
    __proto__: Iterator.prototype,
    next() { log.push('next'); return { done: i >= n, value: i++ }; },
    return() { log.push('return'); return {}; },
  };
}
const take = (what) => { const seen = log.join(' '); log.length = 0; return what + ': ' + seen; };
console.log([1, 2, 3].values().map((x, i) => x * 10 + i).toArray().join());
console.log([1, 2, 3, 4].values().filter((x) => x % 2 === 0).toArray().join());
console.log([1, 2, 3].values().flatMap((x) => [x, -x]).toArray().join());
console.log(source(5).take(2).toArray().join(), take('take'));
console.log(source(3).drop(2).toArray().join(), take('drop'));
console.log(source(9).some((x) => x === 1), take('some'));
console.log(source(2).every((x) => x < 5), take('every'));
console.log(source(9).find((x) => x === 2), take('find'));
console.log([1, 2, 3].values().reduce((a, b) => a + b), [].values().reduce((a, b) => a + b, 'none'));
[7, 8].values().forEach((x, i) => log.push(x + '@' + i));
console.log(take('forEach'));
for (const f of [() => source(1).map(), () => source(1).take(-1), () => source(1).take(NaN), () => source(1).drop('x'),
  () => source(1).flatMap(() => 5).next(), () => source(1).map(() => { throw new Error('callback'); }).next(),
  () => source(1).flatMap(() => 'text').next(), () => [].values().reduce((a) => a)]) {
  try { f(); } catch (e) { console.log(e.name, take('closed')); }
}
const helper = source(3).map((x) => x);
console.log(JSON.stringify(helper.return()), JSON.stringify(helper.next()), take('before start'));
const started = source(3).filter(() => true);
started.next();
console.log(JSON.stringify(started.return()), JSON.stringify(started.return()), take('after start'));
let self;
const running = (function* () { yield 1; })().map(() => self.next());
self = running;
try { running.next(); } catch (e) { console.log(e.name); }
for (const x of [1, 2].values().map((x) => x + 1)) console.log(x);
console.log(...Iterator.from('héj'), Iterator.from({ next() { return { done: true }; } }).toArray().length);
const wrapped = Iterator.from({ next: () => ({ done: false, value: 1 }) });
console.log(JSON.stringify(wrapped.next()), JSON.stringify(wrapped.return()), wrapped instanceof Iterator);
console.log(Object.prototype.toString.call(wrapped), Object.prototype.toString.call(started));
class Mine extends Iterator {}
console.log(new Mine() instanceof Iterator, new Mine()[Symbol.iterator]() instanceof Mine);
for (const f of [() => new Iterator(), () => Iterator()]) {
  try { f(); } catch (e) { console.log(e.name); }
}
const old = { __proto__: Iterator.prototype };
old.constructor = 1;
old[Symbol.toStringTag] = 'Old';
console.log(Object.keys(old).join(), String(old));
try { Iterator.prototype.constructor = 1; } catch (e) { console.log(e.name); }
console.log([1, 2, 3, 4, 5].values().chunks(2).map((x) => x.join('')).toArray().join());
console.log([1, 2, 3].values().windows(2).map((x) => x.join('')).toArray().join());
console.log([1].values().windows(2, 'allow-partial').toArray().length, [1].values().windows(2).toArray().length);
console.log([1, NaN].values().includes(NaN), [1, 2].values().includes(1, 1), ['a', null, 'b'].values().join('-'));
