const p = { hi: 1 }; const a = { __proto__: p }, b = { ['__proto__']: p }, __proto__ = p, c = { __proto__ }, d = { '__proto__': p }, e = { __proto__() {} };
console.log(Object.getPrototypeOf(a) === p, Object.hasOwn(b, '__proto__'), Object.hasOwn(c, '__proto__'), Object.getPrototypeOf(d) === p, typeof e.__proto__);
const f = { __proto__: 5 }; console.log(Object.getPrototypeOf(f) === Object.prototype); a.__proto__ = null; console.log(Object.getPrototypeOf(a));
