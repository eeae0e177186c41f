// Hand-checked output (Float16Array, Uint8Array to and from base64): Node 20 has neither.
const f = new Float16Array([1.1, 65504, 65519.999, 65520, -0, NaN, 2 ** -24, 2 ** -25, 1 / 3]);
console.log([...f].join(), Object.is(f[4], -0), Float16Array.BYTES_PER_ELEMENT);
console.log(new Uint16Array(f.buffer).join());
console.log(Math.f16round(1.337), Math.f16round(65520), Math.f16round(2 ** -25), Math.f16round(2 ** -25 * 1.0000001), Math.f16round(2049));
const view = new DataView(new ArrayBuffer(4));
view.setFloat16(0, 1.5);
view.setFloat16(2, -2, true);
console.log(view.getUint16(0).toString(16), view.getUint16(2).toString(16), view.getFloat16(0), view.getFloat16(2, true));
console.log([...new Float16Array([3, NaN, -0, 0, -Infinity]).sort()].map((x) => Object.is(x, -0) ? '-0' : x).join());
const bytes = new Uint8Array([255, 0, 127, 1]);
console.log(bytes.toHex(), bytes.toBase64(), bytes.toBase64({ alphabet: 'base64url', omitPadding: true }));
console.log(Uint8Array.fromHex('00FFa1').join(), Uint8Array.fromBase64(' Zm 9v\nYg==').join(), Uint8Array.fromBase64('-_-_', { alphabet: 'base64url' }).join());
console.log(Uint8Array.fromBase64('Zm9vYg', { lastChunkHandling: 'stop-before-partial' }).length);
const target = new Uint8Array(4);
console.log(JSON.stringify(target.setFromBase64('Zm9vYmFy')), target.join(), JSON.stringify(target.setFromHex('0102')), target.join());
for (const text of ['Zg=', 'Z', 'Zm9v!', 'Zh==', 'Zg===']) {
  try { console.log(text, Uint8Array.fromBase64(text, { lastChunkHandling: 'strict' }).join()); } catch (e) { console.log(text, e.name); }
}
try { target.setFromHex('0a0bzz'); } catch (e) { console.log(e.name, target.join()); }
console.log(Math.sumPrecise([1e308, 1e308, -1e308]), Math.sumPrecise([0.1, 0.2, 0.3, -0.6]), Object.is(Math.sumPrecise([]), -0), Math.sumPrecise([Infinity, -Infinity]));
console.log(Math.sumPrecise([1, 2 ** -53, 2 ** -105]), Math.sumPrecise([5e-324, 5e-324]), Math.sumPrecise([1e308, 1e308]));
