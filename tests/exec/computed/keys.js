const s = Symbol('sym'); const log = []; const k = (x) => (log.push(x), x);
const o = { [k('a')]: k(1), [k('b')]: k(2), [s]: 's', [`t${1 + 1}`]: 't', [1 + 2]: 'num', [null]: 'null', [{ toString: () => 'obj' }]: 'o', [-0]: 'zero', [1e21]: 'big' };
console.log(log.join(), Object.keys(o).join(), o[s], o.t2, o[3], o.null, o.obj, o[0]);
class C { static [k('m')]() { return 'sm'; } [k('n')]() { return 'n'; } get [s]() { return 'gs'; } [k('f')] = 1; } console.log(C.m(), new C().n(), new C()[s], log.slice(4).join());
const anon = { [s]: () => {}, ['x' + 1]: function () {} }; console.log(anon[s].name, anon.x1.name);
