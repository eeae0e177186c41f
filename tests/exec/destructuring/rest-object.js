const s = Symbol('s'); const proto = { inherited: 1 };
const src = Object.assign(Object.create(proto), { a: 1, b: 2, [s]: 3 }); Object.defineProperty(src, 'hidden', { value: 1, enumerable: false });
const { a, ...rest } = src; console.log(Object.keys(rest).join(), rest[s], rest.inherited, rest.hidden);
const { ...copy } = 'str'; console.log(JSON.stringify(copy)); const { [s]: sym, ...r2 } = src; console.log(sym, Object.getOwnPropertySymbols(r2).length);
