class Tag { get [Symbol.toStringTag]() { return 'Tagged'; } } console.log(String(new Tag()), Object.prototype.toString.call(null), Object.prototype.toString.call([]));
const sp = { length: 1, 0: 'x', [Symbol.isConcatSpreadable]: true }; console.log([1].concat(sp).join()); const no = [2, 3]; no[Symbol.isConcatSpreadable] = false; console.log([1].concat(no).length);
class MyArr extends Array { static get [Symbol.species]() { return Array; } } console.log(new MyArr(1, 2).map((x) => x) instanceof MyArr);
console.log('a-b'.split({ [Symbol.split](s) { return 'split ' + s; } }), 'x'.replace({ [Symbol.replace]: (s, r) => s + r }, 'R'), 'x'.search({ [Symbol.search]: () => 7 }), 'x'.match({ [Symbol.match]: () => 'M' }));
console.log(Array.prototype[Symbol.unscopables].flat, Symbol.prototype[Symbol.toStringTag], Math[Symbol.toStringTag]);
