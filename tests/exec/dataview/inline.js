// Accesses of views in loops: kinds, bounds, byte order, other buffers.
const buffer = new ArrayBuffer(64), view = new DataView(buffer, 3, 40);
const bytes = () => [...new Uint8Array(buffer)].map((b) => b.toString(16)).join(' ');
let total = 0;
for (let i = 0; i < 3000; i++) {
  const at = i % 33;
  view.setUint32(at, i * 1000003, true); total += view.getUint16(at, false) + view.getInt8(at + 1);
  view.setInt16(at, i, false); total += view.getInt16(at) + view.getInt32(at, true);
  view.setFloat64(at, i / 3); total += Math.floor(view.getFloat64(at));
  view.setFloat32(at, i / 3, true); total += view.getFloat32(at, true);
  view.setUint8(at, i); total += view.getUint8(at) + view.getUint32(at, true);
}
console.log(total, bytes());
const values = [0, -0, -1, 255, 256, 2 ** 31, 2 ** 32, 1e300, NaN, Infinity, -Infinity, 0.1, '7', null, undefined, true, { valueOf: () => 3 }];
for (const v of values) {
  view.setInt8(0, v); view.setUint16(1, v, true); view.setInt32(3, v); view.setFloat32(7, v); view.setFloat64(11, v, true);
  console.log(view.getInt8(0), view.getUint16(1, true), view.getInt32(3), view.getFloat32(7), view.getFloat64(11, true), Object.is(view.getFloat64(11, true), -0));
}
function get(v, at, little) { return v.getUint32(at, little); }
function set(v, at, x) { v.setUint16(at, x, true); return v.getUint16(at, true); }
for (const little of [true, false, undefined, 1, 0, 'x', '']) console.log(get(view, 3, little));
for (const at of [0, 36, 37, 40, -1, 1.5, '2', NaN, 2 ** 31, 2 ** 32, Infinity]) try { console.log(get(view, at, true), set(view, at, 500)); } catch (e) { console.log(e.name, e.message); }
for (const other of [{}, new Uint8Array(8), null, { getUint32: () => 'own', setUint16() {}, getUint16: () => 1 }]) try { console.log(get(other, 0), set(other, 0, 1)); } catch (e) { console.log(e.name, e.message); }
const resizable = new ArrayBuffer(16, { maxByteLength: 32 }), tracking = new DataView(resizable), fixed = new DataView(resizable, 4, 8);
console.log(set(tracking, 12, 7), set(fixed, 0, 9));
resizable.resize(8);
for (const v of [tracking, fixed]) for (const at of [0, 6, 7]) try { console.log(set(v, at, 11)); } catch (e) { console.log(e.name); }
structuredClone(buffer, { transfer: [buffer] });
for (const f of [() => get(view, 0), () => set(view, 0, 1)]) try { console.log(f()); } catch (e) { console.log(e.name, e.message); }
DataView.prototype.getUint32 = function (at) { return 'patched ' + at; };
console.log(get(new DataView(new ArrayBuffer(8)), 4));
