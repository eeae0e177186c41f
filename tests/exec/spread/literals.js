console.log([...'hé', ...[1, [2]], ...new Map([[1, 2]])].length, [...[, 1]].hasOwnProperty(0));
const a = { x: 1, get g() { return 'got'; } }; const b = { ...a, x: 2, ...null, ...undefined, ...'hi', ...[9], ...5 };
console.log(JSON.stringify(b), Object.getOwnPropertyDescriptor(b, 'g').value);
const withSetter = { set p(v) { console.log('setter called'); }, ...{ p: 1 } }; console.log(withSetter.p);
console.log(JSON.stringify({ ...{ __proto__: { z: 1 }, y: 2 } }), { ...{ a: 1 }, __proto__: null } instanceof Object);
