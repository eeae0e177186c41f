// Built-in functions have frames where they call back, and where they throw.
'use strict';
const trace = (what, action) => {
  try {
    action();
  } catch (error) {
    const frames = error.stack.split('\n').filter((line) => /^ +at/.test(line)).slice(0, 3).map((line) => line.trim().replace(/\(?\/.*builtins\.js:/, '(').replace(/:\d+\)?$/, ')'));
    console.log(what, '|', frames.join(' | '));
  }
};
const boom = () => { throw new Error('x'); };
function* gen() { boom(); }
class G { *method() { yield* gen(); } }
for (const [what, action] of Object.entries({
  forEach: () => [1].forEach(boom), map: () => [1].map((x) => boom(x)), sort: () => [1, 2].sort(boom), reduce: () => [1, 2].reduce(boom), from: () => Array.from([1], boom), find: () => [1].find(boom),
  subclass: () => { class List extends Array {} [].forEach.call(new List(1).fill(1), boom); }, typed: () => new Uint8Array(1).map(boom), 'Map.forEach': () => new Map([[1, 2]]).forEach(boom), 'Set.forEach': () => new Set([1]).forEach(boom),
  replace: () => 'x'.replace(/x/, boom), repeat: () => 'x'.repeat(-1), normalize: () => 'x'.normalize('q'), parse: () => JSON.parse('{'), reviver: () => JSON.parse('{"a":1}', boom), toJSON: () => JSON.stringify({ toJSON: boom }),
  circular: () => { const a = {}; a.a = a; JSON.stringify(a); }, executor: () => { throw (() => { let error; new Promise(boom).catch((reason) => { error = reason; }); return error ?? new Error('later'); })(); },
  RegExp: () => new RegExp('('), 'RegExp called': () => RegExp('('), BigInt: () => BigInt(1.5), Symbol: () => new Symbol(), Map: () => new Map(5), toISOString: () => new Date(NaN).toISOString(), toFixed: () => (1).toFixed(200),
  decode: () => decodeURIComponent('%'), defineProperty: () => Object.defineProperty(1, 'x', {}), keys: () => Object.keys(null), assign: () => Object.assign({ set x(v) { boom(); } }, { x: 1 }), 'typed array': () => new Uint8Array(-1),
  'call and apply': () => { boom.call(null); }, apply: () => boom.apply(null), 'Reflect.apply': () => Reflect.apply(boom, null, []), bind: () => boom.bind(null)(), array: () => new Array(-1),
  next: () => gen().next(), 'for of': () => { for (const x of gen()) console.log(x); }, spread: () => [...gen()], 'yield*': () => new G().method().next(), destructuring: () => { const [x] = gen(); return x; },
  Error: () => { throw Error('x'); }, 'class of errors': () => { class E extends TypeError {} throw new E('x'); }, join: () => [{ toString: boom }].join(), getter: () => ({ get z() { return boom(); } }).z,
})) trace(what, action);
