// Hand-checked output (Iterator Sequencing, Joint Iteration): Node 20 has neither.
const log = [];
function source(name, n) {
  let i = 0;
  return {
    [Symbol.iterator]() { log.push('open ' + name); return this; },
    next() { return { done: i >= n, value: name + i++ }; },
    return() { log.push('close ' + name); return {}; },
  };
}
const flush = () => { const text = log.join(', '); log.length = 0; return '[' + text + ']'; };
console.log(Iterator.concat([1], new Set([2]), source('a', 2)).toArray().join(), flush());
const it = Iterator.concat(source('a', 2), source('b', 2));
console.log(flush(), it.next().value, flush(), JSON.stringify(it.return()), flush());
const show = (iterator) => iterator.map((x) => Array.isArray(x) ? x.join('+') : JSON.stringify(x)).toArray().join(' ');
console.log(show(Iterator.zip([[1, 2, 3], source('a', 2)])), flush());
console.log(show(Iterator.zip([source('a', 3), source('b', 1)])), flush());
console.log(show(Iterator.zip([[1, 2], [3]], { mode: 'longest', padding: [0, 'p'] })));
console.log(show(Iterator.zip([[1, 2], [3]], { mode: 'longest' })));
console.log(show(Iterator.zip([[1, 2], [3, 4]], { mode: 'strict' })));
try { show(Iterator.zip([source('a', 2), source('b', 1), source('c', 2)], { mode: 'strict' })); } catch (e) { console.log(e.name, flush()); }
try { show(Iterator.zip([source('a', 1), source('b', 2)], { mode: 'strict' })); } catch (e) { console.log(e.name, flush()); }
console.log(show(Iterator.zipKeyed({ x: [1, 2], y: 'ab'.split(''), z: undefined })));
console.log(show(Iterator.zipKeyed({ x: [1, 2], y: [3] }, { mode: 'longest', padding: { y: 'pad' } })));
for (const f of [() => Iterator.zip(1), () => Iterator.zip([1]), () => Iterator.zip([], { mode: 'all' }), () => Iterator.concat(1),
  () => Iterator.concat({})]) {
  try { f(); } catch (e) { console.log(e.name); }
}
console.log(Iterator.zip([]).next().done, Iterator.concat().next().done);
