// yield* passes the result objects of the inner iterator on; it reads their value only at the end.
let reads = 0; const result = { done: false, extra: 'kept', get value() { reads++; return 'v'; } };
const inner = { [Symbol.iterator]() { let n = 0; return { next: () => (n++ < 2 ? result : { done: true, value: 'end' }), return: (v) => ({ done: true, value: 'returned ' + v }) }; } };
function* g() { const r = yield* inner; console.log('inner ended with', r); return 'outer'; }
const it = g(); const first = it.next(); console.log(first === result, first.extra, reads); console.log(it.next().value, reads, JSON.stringify(it.next()));
reads = 0; console.log([...g()].join(), reads); for (const x of g()) { console.log(x); break; }
function* nested() { yield* g(); yield* [1, 2]; yield* (function* () { yield 3; yield* 'ab'; })(); } console.log([...nested()].join());
const thrown = (function* () { try { yield* inner; } catch (e) { yield 'caught ' + e.constructor.name; } })(); thrown.next(); console.log(thrown.throw(new Error('x')).value);
const back = g(); back.next(); console.log(JSON.stringify(back.return('r')), JSON.stringify(back.next()));
