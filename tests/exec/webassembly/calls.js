// What crosses between JavaScript and WebAssembly: numbers, BigInts, references, memory, exceptions, traps.
const bytes = require('./lib/all');
const tried = (name, run) => {
  try { console.log(name, run()); } catch (error) { console.log(name, error.name, error.message, error instanceof WebAssembly.RuntimeError); }
};
const memory = new WebAssembly.Memory({ initial: 1, maximum: 4 }), g = new WebAssembly.Global({ value: 'i32', mutable: true }, 40);
const seen = [];
const env = { mem: memory, g, k: 12345678901234567890n, log: (...values) => { seen.push(values); if (values[0] === 13) throw new RangeError('thirteen'); return '7'; } };
const module_ = new WebAssembly.Module(bytes);
const { exports: own } = new WebAssembly.Instance(module_, { env });
console.log(WebAssembly.Module.imports(module_), WebAssembly.Module.exports(module_).length);
console.log(own);
tried('fac', () => [own.fac(20n), own.fac(-0n === 0n ? 0n : 1n), own.fac(25n)]);
tried('fac of a number', () => own.fac(5));
tried('div', () => [own.div(7, 2), own.div(-7, 2), own.div('9', { valueOf: () => 3 }), own.div(2 ** 32 + 8, 2)]);
tried('div by zero', () => own.div(1, 0));
tried('rem', () => [own.rem(-7, 2), own.rem(-(2 ** 31), -1)]);
tried('trunc', () => own.trunc(-3.9));
tried('trunc NaN', () => own.trunc(NaN));
tried('trunc large', () => own.trunc(1e10));
tried('load', () => own.load(8).toString(16));
tried('load outside', () => own.load(65533));
tried('load far outside', () => own.load(-1));
tried('trap', () => own.trap());
tried('indirect', () => own.call(0));
tried('indirect of another type', () => own.call(1));
tried('indirect of null', () => own.call(3));
tried('indirect outside', () => own.call(9));
tried('import', () => [own.log(1, 2.5), own.log(-1, NaN), seen]);
tried('import throws', () => own.log(13, 0));
tried('recursion', () => exports.rec(1));
tried('several', () => own.two(3));
tried('global', () => [own.bump(), own.bump(), g.value, (g.value = 7, own.bump())]);
tried('constant', () => own.getk());
for (const value of [undefined, null, 5, 'text', Symbol.iterator, 10n]) tried('externref', () => own.id(value) === value);
{ const object = {}; tried('externref object', () => own.id(object) === object); }
tried('table', () => [own.t.length, own.t.get(0) === own.fac, own.t.get(1).name, own.t.get(2)]);
tried('table set', () => { own.t.set(2, own.fac); own.fd(own.t.get(0), 3); return [own.call(2), own.call(3), own.t.get(3) === own.fac]; });
tried('funcref', () => own.fd(() => {}, 0));
tried('simd', () => own.simd(40));
tried('loop', () => own.loop(100000));
tried('memory', () => { new Uint8Array(memory.buffer)[8] = 74; return [own.load(8) & 255, Buffer.from(memory.buffer, 8, 5).toString(), memory.buffer === memory.buffer]; });
tried('grow', () => { const before = memory.buffer, view = new Uint8Array(before); const old = own.grow(2); return [old, before.byteLength, view.length, memory.buffer.byteLength, own.grow(5), own.load(100000)]; });
tried('grow in JavaScript', () => { const before = memory.buffer; return [memory.grow(1), before.byteLength, memory.buffer.byteLength]; });
tried('grow too far', () => memory.grow(1));
tried('clone', () => { const copy = structuredClone(memory.buffer, { transfer: [memory.buffer] }); return [copy.byteLength, own.load(8) & 255]; });
tried('other instance', () => {
  const other = new WebAssembly.Instance(module_, { env: { ...env, k: new WebAssembly.Global({ value: 'i64' }, 5n), log: own.div } });
  return other.exports;
});
for (const [name, changed] of Object.entries({ log: { log: 5 }, div: { log: own.fac }, mem: { mem: {} }, small: { mem: new WebAssembly.Memory({ initial: 0 }) }, g: { g: 1 }, constant: { g: new WebAssembly.Global({ value: 'i32' }, 1) }, k: { k: 1 }, none: { k: undefined } }))
  try { new WebAssembly.Instance(module_, { env: { ...env, ...changed } }); } catch (error) { console.log(name, error.name, ['small', 'constant', 'div'].includes(name) || error.message); }
