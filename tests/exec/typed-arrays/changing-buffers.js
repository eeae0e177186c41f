// Conversions of arguments, species and sources that resize or detach the buffer under a method.
const resizable = (n = 4) => new ArrayBuffer(n, { maxByteLength: 2 * n });
const grow = (buffer, n, result) => ({ valueOf() { buffer.resize(n); return result; } });
const attempt = (name, f) => { try { console.log(name, String(f())); } catch (e) { console.log(name, e.name); } };
let rab = resizable(), a = new Uint8Array(rab);
a.set([0, 1, 2, 3]);
attempt('copyWithin', () => a.copyWithin(2, grow(rab, 6, 0)));
rab = resizable(); a = new Uint8Array(rab); a.set([1, 2, 3, 4]);
attempt('fill shrunk', () => a.fill(9, 0, grow(rab, 2, 4)));
rab = resizable(); a = new Uint8Array(rab); a.set([1, 2, 3, 4]);
attempt('set, target grown by length', () => a.set({ get length() { rab.resize(8); return 6; } }));
rab = resizable(); a = new Uint8Array(rab, 0, 4);
attempt('set, target out of bounds', () => { rab.resize(2); a.set([1]); });
attempt('set, detached by offset', () => { const t = new Uint8Array(4); t.set([1], { valueOf() { t.buffer.transfer?.() ?? structuredClone(t.buffer, { transfer: [t.buffer] }); return 0; } }); });
rab = resizable(); a = new Uint8Array(rab); a.set([1, 2, 3, 4]);
a.constructor = { [Symbol.species]: function (n) { rab.resize(2); return new Uint8Array(n); } };
attempt('slice, species shrinks', () => a.slice(1));
const shared = new Uint8Array([1, 2, 3, 4, 5]);
shared.constructor = { [Symbol.species]: function () { return shared.subarray.call(new Uint8Array(shared.buffer), 1); } };
attempt('slice onto itself', () => shared.slice(0, 3) && new Uint8Array(shared.buffer));
rab = resizable(); a = new Uint8Array(rab); a.set([1, 2, 3, 4]);
attempt('at', () => a.at(grow(rab, 2, -1)));
attempt('of objects', () => { const list = [{ valueOf() { list[1] = 9; return 1; } }, 2]; return new Uint8Array(list); });
attempt('DataView', () => {
  const buffer = resizable();
  const target = function () {}.bind();
  Object.defineProperty(target, 'prototype', { get() { buffer.resize(1); return DataView.prototype; } });
  return Reflect.construct(DataView, [buffer, 2], target);
});
