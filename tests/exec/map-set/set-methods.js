// Hand-checked output (ECMA-262 §24.2.4): Node 20 has no Set methods.
const show = (set) => '{' + [...set].join() + '}';
const a = new Set([1, 2, 3, 4]), b = new Set([4, 3, 9]);
console.log(show(a.union(b)), show(a.intersection(b)), show(a.difference(b)), show(a.symmetricDifference(b)));
console.log(show(b.union(a)), show(b.intersection(a)), show(b.difference(a)), show(b.symmetricDifference(a)));
console.log(a.isSubsetOf(b), new Set([3, 4]).isSubsetOf(a), a.isSupersetOf(new Set([1])), a.isSupersetOf(b));
console.log(a.isDisjointFrom(b), a.isDisjointFrom(new Set([0])), new Set().isSubsetOf(a));
console.log(show(a.union(new Map([[7, 'x']]))), [...new Set([0]).union(new Set([-0]))].length);
const log = [];
const like = {
  get size() { log.push('size'); return 2; },
  get has() { log.push('get has'); return (x) => { log.push('has ' + x); return x === 1; }; },
  get keys() { log.push('get keys'); return () => { log.push('keys'); return [1, 5].values(); }; },
};
console.log(show(new Set([1, 2]).intersection(like)), log.join(', '));
log.length = 0;
console.log(show(new Set([1, 2, 3]).difference(like)), log.join(', '));
for (const bad of [1, [], { size: NaN }, { size: -1, has() {}, keys() {} }, { size: 1, has: 1 }, { size: 1, has() {}, keys: 1 }]) {
  try { a.union(bad); } catch (e) { console.log(e.name); }
}
const changing = new Set([1, 2, 3]);
const result = changing.difference({ size: 9, has(x) { changing.delete(2); changing.add(8); return x === 1; }, keys() {} });
console.log(show(result), show(changing));
class Sub extends Set {}
console.log(new Sub([1]).union(new Set()).constructor.name);
console.log(Set.prototype.union.length, Set.prototype.isDisjointFrom.name);
const groups = Map.groupBy([1, 2, 3, -0], (x) => x % 2 === 0 ? 'even' : 'odd');
console.log(show(groups.keys()), groups.get('even').length, Object.is(Map.groupBy([0], () => -0).keys().next().value, 0));
const byKey = Object.groupBy(['a', 'bb', 'c'], (x) => x.length);
console.log(Object.getPrototypeOf(byKey), JSON.stringify(byKey));
const map = new Map([['a', 1]]);
console.log(map.getOrInsert('a', 2), map.getOrInsert('b', 3), map.getOrInsertComputed('c', (k) => k + '!'), show(map));
console.log(new Map().getOrInsertComputed('k', () => 5), [...(() => { const m = new Map(); m.getOrInsertComputed('k', () => { m.set('k', 1); return 2; }); return m; })()].join());
const weak = new WeakMap(), key = {};
console.log(weak.getOrInsert(key, 1), weak.getOrInsert(key, 2), weak.getOrInsertComputed(Symbol('s'), () => 3));
