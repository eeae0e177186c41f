const f = (...a) => a.length + ':' + a.join();
console.log(f(...[1, 2], 3, ...'ab', ...new Set([4]), ...[]), f(...[, 1]), Math.max(...[1, 5, 3]));
console.log(new Date(...[2020, 0, 15]).getFullYear(), new Array(...[3]).length, [...Array(3).keys()].join());
const o = { m(...a) { return this.n + a.length; }, n: 10 }; console.log(o.m(...[1, 2]), o['m'](...'abc'), o.m?.(...[1]));
const log = []; const t = (x) => (log.push(x), [x]); f(...t(1), ...t(2), t(3)); console.log(log.join());
console.log(String.fromCharCode(...[72, 105]), f.apply(null, [1, 2]), f.call(null, ...[3]));
