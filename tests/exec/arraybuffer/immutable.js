// Hand-checked output (Immutable ArrayBuffer): Node 20 has none.
const source = new Uint8Array([1, 2, 3, 4]);
const slice = source.buffer.sliceToImmutable(1, 3);
console.log(slice.immutable, slice.byteLength, source.buffer.immutable, slice.resizable);
const fixed = source.buffer.transferToImmutable();
console.log(source.byteLength, fixed.byteLength);
const a = new Uint8Array(fixed);
console.log(a.join(), a[0], JSON.stringify(Object.getOwnPropertyDescriptor(a, 0)), Reflect.set(a, 0, 9), delete a[0]);
a[1] = 7;
try { Object.preventExtensions(new Uint8Array(new ArrayBuffer(1, { maxByteLength: 2 }))); } catch (e) { console.log(e.name); }
console.log(a[1], Reflect.defineProperty(a, 0, { value: 1 }), Reflect.defineProperty(a, 0, { value: 2 }), Object.isFrozen(Object.freeze(a)));
for (const f of [() => a.fill(0), () => a.sort(), () => a.reverse(), () => a.set([1]), () => a.copyWithin(0, 1), () => fixed.transfer(), () => fixed.resize(1),
  () => new DataView(fixed).setInt8(0, 1), () => Atomics.add(a, 0, 1), () => { 'use strict'; a[0] = 1; }]) {
  try { f(); console.log('no error'); } catch (e) { console.log(e.name); }
}
console.log(a.map((x) => x * 2).join(), a.toSorted((x, y) => y - x).join(), a.subarray(1).join(), new DataView(fixed).getInt16(0));
