// Searching, copying and joining: dense, holey, sparse, with both zeros, NaN, strings by content, patched protocols.
const mixed = [0, -0, NaN, 1, 1.5, '1', 'ab', null, undefined, true, 10n, 1e300, 0.1 + 0.2];
const needles = [0, -0, NaN, 1, 1.5, 1.0, '1', 'a' + 'b', null, undefined, true, false, 10n, 1e300, 0.3, {}, Symbol.iterator];
console.log(needles.map((n) => mixed.indexOf(n)).join(), needles.map((n) => mixed.includes(n)).join(), needles.map((n) => mixed.lastIndexOf(n)).join());
const half = [0.5, 1.5, 2.5].map((x) => x * 2); console.log(half.indexOf(3), half.includes(5), half.indexOf(NaN));
const holes = [1, , 3, , undefined]; console.log(holes.indexOf(undefined), holes.includes(undefined), holes.indexOf(3), holes.indexOf(3, -2), holes.join('-'), [...holes].join('-'), Array.from(holes).length, 1 in [].concat(holes), 1 in [...holes], 1 in holes.slice());
Array.prototype[1] = 'up'; console.log(holes.indexOf('up'), holes.includes('up'), holes.join(), [].concat(holes).join()); delete Array.prototype[1];
console.log([1, 2].concat([3], 4, [[5]], 'ab').length, [].concat([1, , 2]).length, 1 in [].concat([1, , 2]));
const un = [1, 2]; un[Symbol.isConcatSpreadable] = false; console.log([0].concat(un).length, [0].concat({ length: 2, 0: 'a', [Symbol.isConcatSpreadable]: true }).length);
const self = [1, 2, 3]; console.log([...self, ...self].join(), self.concat(self, self).join(), (self.push(...self), self.join()));
class Sub extends Array { } console.log(Sub.from([1, 2]) instanceof Sub, Sub.from([1, 2]).length, new Sub(1, 2).concat([3]) instanceof Sub);
console.log([1, -5, 2147483647, -2147483648, 1e21, -0, 0.1].join(' '), [[1, [2, 3]], 4] + '', [1234.5, 7].toLocaleString());
// Sparse arrays that fill up, from the end and in any order; attributes keep them sparse.
const back = []; for (let i = 5000; i >= 0; i--) back[i] = i; let sum = 0; back.forEach((x) => { sum += x; }); console.log(back.length, sum, back.indexOf(77), Object.keys(back).length);
const random = []; let seed = 7; for (let i = 0; i < 20000; i++) { seed = (seed * 1103515245 + 12345) & 0x7fffffff; random[seed % 9000] = seed % 9000; } let ok = true; for (const k in random) if (random[k] !== +k) ok = false; console.log(ok, random.length);
const fixed = []; fixed[9000] = 0; Object.defineProperty(fixed, 5, { value: 'ro', enumerable: true }); for (let i = 8999; i > 10; i--) fixed[i] = i; fixed[5] = 'no'; console.log(fixed[5], fixed[11], fixed.length, Object.keys(fixed).length);
const churn = []; churn[100000] = 1; for (let i = 0; i < 30000; i++) { churn[50000 + i] = i; delete churn[50000 + i - 10]; } console.log(Object.keys(churn).join(), churn.length);
const sealed = []; sealed[5000] = 1; Object.preventExtensions(sealed); sealed[3] = 1; console.log(3 in sealed, sealed.length);
const cut = []; cut[70000] = 1; for (let i = 69999; i > 60000; i--) cut[i] = i; cut.length = 60005; console.log(cut.length, Object.keys(cut).length, cut[60004], cut[60005]);
