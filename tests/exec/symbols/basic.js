const s = Symbol('desc'); console.log(s.toString(), s.description, Symbol().description, typeof s, Symbol.for('k') === Symbol.for('k'), Symbol.keyFor(Symbol.for('k')), Symbol.keyFor(s));
const o = { [s]: 1, a: 2 }; console.log(Object.keys(o).join(), Object.getOwnPropertySymbols(o).length, s in o, JSON.stringify(o), Reflect.ownKeys(o).length);
try { new Symbol(); } catch (e) { console.log(e.message); } console.log(Object(s) === s, Object(s) == s, Symbol.iterator.toString());
