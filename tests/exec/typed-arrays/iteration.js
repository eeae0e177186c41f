// Iteration goes by the true length, and notices that the buffer is gone.
class Short extends Uint8Array { get length() { return 1; } }
console.log([...new Short([1, 2, 3])].join());
for (const method of ['keys', 'entries', 'values']) {
  const a = new Uint8Array(4), it = a[method]();
  it.next();
  structuredClone(a.buffer, { transfer: [a.buffer] });
  try { it.next(); } catch (e) { console.log(e.name, e.message); }
}
const ended = new Uint8Array(2).values();
ended.next(); ended.next();
console.log(ended.next(), ended.next());
for (const kind of [Int8Array, Uint8ClampedArray, Uint32Array, Float32Array, Float64Array, BigInt64Array]) {
  const big = kind === BigInt64Array, a = kind.from(big ? [1n, -1n] : [1.5, -1, 300, NaN]);
  let text = '';
  for (const x of a) text += x + ' ';
  console.log(kind.name, text, [...a.entries()].join());
}
const buffer = new ArrayBuffer(4, { maxByteLength: 8 }), tracking = new Uint8Array(buffer), seen = [];
for (const x of tracking) { seen.push(x); if (seen.length === 2) buffer.resize(6); }
console.log(seen.join());
