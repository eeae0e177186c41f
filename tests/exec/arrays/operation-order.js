// The order in which array methods look at their receiver.
const log = [];
const watch = (target) => new Proxy(target, {
  get(t, k, r) { log.push('get ' + String(k)); return Reflect.get(t, k, r); },
  has(t, k) { log.push('has ' + String(k)); return Reflect.has(t, k); },
});
const flush = (name) => { console.log(name + ': ' + log.join(', ')); log.length = 0; };
watch([1, [2]]).flat();
flush('flat');
Array.prototype.join.call(watch({ length: 2, 0: 'a', 1: 'b' }), { toString() { log.push('separator'); return '-'; } });
flush('join');
Array.prototype.toReversed.call(watch({ length: 2, 0: 'a', 1: 'b' }));
flush('toReversed');
Array.prototype.with.call(watch({ length: 3 }), 1, 'x');
flush('with');
const species = [1, 2, 3, 4];
const made = [];
species.constructor = { [Symbol.species]: function (n) { log.push('species ' + n + ' ' + arguments.length); return made; } };
console.log(species.slice(1, 3) === made, made.join());
flush('slice');
made.length = 0;
console.log(species.splice(1, 2) === made, made.join(), species.join());
flush('splice');
const limit = 2 ** 53 - 1;
const big = { length: limit, [limit - 5]: 'e', [limit - 4]: 'd', [limit - 2]: 'b' };
console.log(Array.prototype.splice.call(big, limit - 5, 1).join(), big.length === limit - 1, Object.keys(big).map((k) => limit - k + big[k]).join());
try { Array.prototype.toSpliced.call({ length: limit }, 0, 0, 1); } catch (e) { console.log(e.name); }
let reads = 0;
const once = { get [Symbol.iterator]() { ++reads; return [][Symbol.iterator]; }, length: 0 };
Array.from(once);
new Set(once);
new Uint8Array(once);
console.log(reads);
