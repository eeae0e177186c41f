// Buffer: bytes read and written, slices, strings to and from.
const buffer = Buffer.alloc(4096);
let total = 0;
for (let i = 0; i < 6000000; i++) {
  const at = (i * 7) & 4091;
  buffer[at] = i;
  total = (total + buffer.readUInt8(at) + buffer.readUInt16LE(at)) | 0;
  if ((i & 3) === 0) buffer.writeInt32BE(i, at & ~3);
  if ((i & 63) === 0) total = (total + buffer.toString('latin1', 0, 16).length + Buffer.from('hällo').length) | 0;
}
console.log(total);
