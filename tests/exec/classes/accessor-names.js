// Accessors with symbol keys are named after them.
var namedSym = Symbol('test262'), anonSym = Symbol(), e = Symbol('');
class A { get [anonSym]() {} get [namedSym]() {} set [anonSym](v) {} static get [anonSym]() {} static set [namedSym](v){} get [e]() {} }
for (const o of [A, A.prototype]) for (const k of [anonSym, namedSym, e]) { const d = Object.getOwnPropertyDescriptor(o, k); if (d) console.log(JSON.stringify([d.get && d.get.name, d.set && d.set.name])); }
const o = { get [anonSym]() { return 1; }, [namedSym]() {}, [e]() {}, [anonSym](){} };
console.log(JSON.stringify(o[namedSym].name), JSON.stringify(o[e].name), JSON.stringify(o[anonSym].name));
