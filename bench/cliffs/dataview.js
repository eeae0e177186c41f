// DataView reads and writes.
const view = new DataView(new ArrayBuffer(4096));
let total = 0;
for (let i = 0; i < 40000000; i++) {
  const at = (i * 4) & 4095 & ~3;
  view.setUint32(at, i, true);
  total = (total + view.getUint16(at, false) + view.getInt8(at + 1)) | 0;
  if ((i & 15) === 0) { view.setFloat64(0, i); total = (total + view.getFloat64(0)) | 0; }
}
console.log(total);
