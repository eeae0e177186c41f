const { table, check, done } = require('./lib/table');
const texts = ['', 'abc', 'ünï', '😀a', '\ud800x', 'SGVsbG8=', 'SGVs bG8', '_-8', 'ff00', 'f', 'zz00', 'aGk', 'a\u0000b', '€uro', '\ufffd'];
const encodings = ['utf8', 'UTF-8', 'latin1', 'binary', 'ascii', 'hex', 'base64', 'base64url', 'ucs2', 'utf16le'];
for (const e of encodings) for (const t of texts) check(`from(${JSON.stringify(t)}, ${e})`, () => { const b = Buffer.from(t, e); return [b.toString('hex'), b.toString(e), Buffer.byteLength(t, e)]; });
const b = Buffer.from([0, 1, 127, 128, 255, 254, 16, 32, 200, 100, 50, 25, 9, 8, 7, 6]);
for (const m of Object.getOwnPropertyNames(Buffer.prototype).filter((n) => /^read(?!U?Int[LB]E)/.test(n) && /(Int|Float|Double|UInt8|Int8)/.test(n) && !/Uint/.test(n)).sort()) for (const at of [0, 3, 8, 15, 16, -1, 1.5, '1', undefined]) check(`${m}(${at})`, () => b[m](at));
for (const m of ['readUIntLE', 'readUIntBE', 'readIntLE', 'readIntBE']) for (const row of [[0, 1], [1, 3], [2, 6], [0, 7], [0, 0], [14, 3], [0], [0, '2']]) check(`${m}(${row})`, () => b[m](...row));
for (const m of ['writeUInt8', 'writeInt8', 'writeUInt16LE', 'writeInt16BE', 'writeUInt32BE', 'writeInt32LE', 'writeFloatLE', 'writeDoubleBE']) for (const row of [[0], [1, 2], [255, 0], [-1, 0], [70000, 0], [1.7, 1], [NaN, 0], ['5', 0], [1, 20], [4294967296, 0], [undefined, 0], [-129, 0]]) check(`${m}(${row})`, () => { const w = Buffer.alloc(8, 1); return [w[m](...row), w.toString('hex')]; });
for (const m of ['writeBigInt64LE', 'writeBigUInt64BE']) for (const v of [0n, -1n, 2n ** 63n, 2n ** 64n, 5]) check(`${m}(${String(v)})`, () => { const w = Buffer.alloc(8); return [w[m](v), w.toString('hex')]; });
table('abcabc', Buffer.from('abcabc€'), ['indexOf', 'lastIndexOf', 'includes'], [['a'], ['bc', 2], ['€'], [97], [Buffer.from('ca')], ['', 3], ['x'], ['a', -3], ['a', NaN], ['c', 'utf8'], [256 + 97], [-159], ['e282', 0, 'hex'], [new Uint8Array([98])]]);
for (const bad of [undefined, null, {}, true, Symbol('s')]) check(`indexOf(${String(bad)})`, () => b.indexOf(bad));
table('b', b, ['slice', 'subarray'], [[], [1], [2, 5], [-3], [-3, -1], [5, 2], ['1', '3'], [0, 100], [NaN, 2]]);
for (const row of [['x'], ['ab', 1], ['', 0], [0], [300], [-1, 2, 4], ['ff', 0, 4, 'hex'], ['zz', 'hex'], [Buffer.from([7, 8])], ['ü', 0, 5], ['x', 2, 1], ['x', 9], ['x', 0, 1, 'nope']]) check(`fill(${row})`, () => Buffer.alloc(6).fill(...row).toString('hex'));
for (const row of [['abc'], ['abc', 2], ['abcdef', 3, 2], ['ff00', 'hex'], ['€', 5], ['abc', 9], ['x', -1], [5], ['abc', 0, 'latin1'], ['abc', 1, 99], ['ab', 0, 2, 'ucs2']]) check(`write(${row})`, () => { const w = Buffer.alloc(6); return [w.write(...row), w.toString('hex')]; });
for (const row of [[], [3], [0, 2], [0, 2, 4], [4, 0, 3], [-1], [0, 20], [0, 5, 2], [1, 0, 100]]) check(`copy(${row})`, () => { const w = Buffer.alloc(6, 9); return [b.copy(w, ...row), w.toString('hex')]; });
for (const row of [[[]], [[b, Buffer.from('x')]], [[b, b], 5], [[b], 20], ['x'], [[1]], [[new Uint8Array([1, 2])]]]) check(`concat`, () => Buffer.concat(...row).toString('hex'));
for (const [x, y] of [['a', 'b'], ['b', 'a'], ['a', 'a'], ['', 'a'], ['ab', 'a']]) { check(`compare ${x} ${y}`, () => [Buffer.compare(Buffer.from(x), Buffer.from(y)), Buffer.from(x).equals(Buffer.from(y))]); }
for (const row of [[0], [5], [5, 1], [5, 'ab'], [5, 'ff', 'hex'], [-1], ['5'], [NaN], [2 ** 53], [3, ''], [2, 'é', 'latin1']]) check(`alloc(${row})`, () => Buffer.alloc(...row));
for (const v of [5, undefined, null, {}, { length: 2, 0: 1, 1: 2 }, [1, '2', 300, -1, 2.9], new Uint16Array([1, 257]), new ArrayBuffer(3), true, { type: 'Buffer', data: [1, 2] }, new String('boxed'), { valueOf: () => 'v' }, { [Symbol.toPrimitive]: () => 'p' }, Symbol('x'), () => {}]) check(`from(${require('util').inspect(v)})`, () => Buffer.from(v));
for (const m of ['swap16', 'swap32', 'swap64']) for (const n of [8, 6, 3]) check(`${m} ${n}`, () => Buffer.from([1, 2, 3, 4, 5, 6, 7, 8].slice(0, n))[m]().toString('hex'));
check('toJSON', () => [JSON.stringify(Buffer.from('hi')), Buffer.from('hi').toJSON()]);
for (const e of encodings) for (const row of [[1, 5], [2], [0, 3], [10, 3], [-1, 4]]) check(`toString(${e}, ${row})`, () => b.toString(e, ...row));
for (const e of ['nope', 5, null, {}, '', undefined]) { check(`toString(${String(e)})`, () => b.toString(e).length); check(`isEncoding(${String(e)})`, () => Buffer.isEncoding(e)); check(`from(x, ${String(e)})`, () => Buffer.from('x', e)); }
check('isBuffer', () => [Buffer.isBuffer(b), Buffer.isBuffer(new Uint8Array(1)), Buffer.isBuffer(null), b instanceof Uint8Array, Buffer.poolSize, require('buffer').constants.MAX_LENGTH > 0]);
check('iteration', () => [[...b.entries()].slice(0, 2), [...b.keys()].length, [...b.values()][4]]);
check('props', () => [b.length, b.byteLength, b.parent === b.buffer, typeof b.offset, b.at(-1)]);
check('transcode', () => [require('buffer').transcode(Buffer.from('€ü'), 'utf8', 'latin1'), require('buffer').transcode(Buffer.from('é'), 'utf8', 'ucs2')]);
check('atob', () => [atob('aGk='), btoa('hi'), require('buffer').isUtf8(Buffer.from('ü')), require('buffer').isAscii(Buffer.from('ü'))]); check('atob bad', () => atob('*')); check('btoa bad', () => btoa('€'));
done();
