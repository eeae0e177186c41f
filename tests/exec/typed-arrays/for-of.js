// for-of over typed arrays: of every kind, while their buffers change, and after somebody changed how they are iterated.
const walk = (list, each = () => {}) => { const out = []; for (const v of list) { out.push(v); each(v, out.length); } return out.join(); };
for (const Kind of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array])
  console.log(Kind.name, walk(Kind.from([1, 200, 70000, 3].map((v) => (Kind.name.startsWith('Big') ? BigInt(v) : v)))), walk(new Kind()));
console.log(walk(Buffer.from('abc')), walk(new Uint8Array([1, 2, 3, 4]).subarray(1, 3)), walk(new Float64Array([-0, NaN, 1e300])));
const resizable = new ArrayBuffer(8, { maxByteLength: 16 });
const tracking = new Uint8Array(resizable), fixed = new Uint8Array(resizable, 2, 4);
console.log(walk(tracking, (v, n) => { if (n === 3) resizable.resize(4); }));
resizable.resize(8);
try { walk(fixed, (v, n) => { if (n === 2) resizable.resize(4); }); } catch (e) { console.log(e.name, e.message); }
resizable.resize(2);
try { walk(fixed); } catch (e) { console.log(e.name, e.message); }
resizable.resize(16);
console.log(walk(tracking, (v, n) => { if (n === 1) resizable.resize(10); }), walk(fixed));
const gone = new Int16Array(4);
try { walk(gone, (v, n) => { if (n === 2) structuredClone(gone.buffer, { transfer: [gone.buffer] }); }); } catch (e) { console.log(e.name, e.message); }
try { walk(gone); } catch (e) { console.log(e.name, e.message); }
const written = new Uint8Array(3);
console.log(walk(written, (v, n) => { if (n < 3) written[n] = n * 5; }));
// Changes to how they are iterated, and back.
const proto = Object.getPrototypeOf(Uint8Array.prototype), values = proto[Symbol.iterator];
const arrayIterators = Object.getPrototypeOf([][Symbol.iterator]()), next = arrayIterators.next;
const many = () => console.log(walk(new Uint8Array([1, 2])), walk(Buffer.from('a')), [...new Int8Array([3])].join());
many();
let asked = 0;
Object.defineProperty(proto, Symbol.iterator, { get() { asked++; return values; }, configurable: true });
many(); console.log(asked);
Object.defineProperty(proto, Symbol.iterator, { value: values, writable: true, configurable: true });
Uint8Array.prototype[Symbol.iterator] = function* () { yield 'mine'; };
many();
delete Uint8Array.prototype[Symbol.iterator];
arrayIterators.next = function () { asked++; return next.call(this); };
many(); console.log(asked);
arrayIterators.next = next;
const own = new Uint8Array(1); own[Symbol.iterator] = () => [7, 8].values();
console.log(walk(own));
arrayIterators.return = function () { console.log('closed', this[Symbol.toStringTag]); return {}; };
for (const v of new Uint8Array([1, 2])) break;
try { for (const v of new Uint8Array([1, 2])) throw v; } catch (v) { console.log('thrown', v); }
delete arrayIterators.return;
many();
