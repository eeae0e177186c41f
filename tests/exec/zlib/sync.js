// zlib: whole contents at once, options, errors.
const zlib = require('zlib');
const log = console.log;
const text = 'The quick brown fox jumps over the lazy dog. '.repeat(200);
const input = Buffer.from(text);
for (const [pack, unpack] of [['deflate', 'inflate'], ['gzip', 'gunzip'], ['deflateRaw', 'inflateRaw'], ['brotliCompress', 'brotliDecompress'], ['gzip', 'unzip'], ['deflate', 'unzip']]) {
  const packed = zlib[`${pack}Sync`](input);
  log(pack, unpack, packed.length < input.length, Buffer.isBuffer(packed), zlib[`${unpack}Sync`](packed).equals(input));
  log(zlib[`${unpack}Sync`](zlib[`${pack}Sync`]('')).length, zlib[`${unpack}Sync`](zlib[`${pack}Sync`]('äöü€')).toString());
}
log(zlib.inflateSync(zlib.deflateSync(new Uint16Array([1, 2, 3]))).length, zlib.inflateSync(zlib.deflateSync(new ArrayBuffer(9))).length, zlib.inflateSync(zlib.deflateSync(new DataView(new ArrayBuffer(5)))).length);
// Members that follow each other; padding; what follows a stream.
log(zlib.gunzipSync(Buffer.concat([zlib.gzipSync('one '), zlib.gzipSync('two')])).toString());
log(zlib.gunzipSync(Buffer.concat([zlib.gzipSync('one'), Buffer.alloc(10)])).toString());
log(zlib.inflateSync(Buffer.concat([zlib.deflateSync('one'), Buffer.from('rest')])).toString());
const info = zlib.deflateSync('x', { info: true });
log(Object.keys(info), info.engine.constructor.name, info.engine.bytesWritten);
for (const options of [{ level: 0 }, { level: 9 }, { strategy: zlib.constants.Z_HUFFMAN_ONLY }, { windowBits: 9, memLevel: 1 }, { chunkSize: 64 }, { dictionary: Buffer.from('quick brown fox') }]) {
  const packed = zlib.deflateSync(input, options);
  log(JSON.stringify(options), zlib.inflateSync(packed, options).equals(input));
}
log(zlib.brotliDecompressSync(zlib.brotliCompressSync(input, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4, [zlib.constants.BROTLI_PARAM_LGWIN]: 16 } })).equals(input));
log(zlib.deflateSync(text, { level: 0 }).length, zlib.deflateRawSync('aaaa').toString('hex'), zlib.deflateSync('').toString('hex'));
const bad = Buffer.from(zlib.gzipSync(input));
const dictionary = zlib.deflateSync(input, { dictionary: Buffer.from('quick brown') });
const cut = (buffer) => buffer.subarray(0, buffer.length - 6);
const wrong = Buffer.from(zlib.deflateSync(input));
wrong[wrong.length - 1] ^= 1;
for (const [label, f] of Object.entries({
  garbage: () => zlib.inflateSync('garbage'), garbageGz: () => zlib.gunzipSync('garbage'), raw: () => zlib.inflateRawSync(Buffer.from([0xff, 0xff])),
  unzip: () => zlib.unzipSync(Buffer.from([1, 2, 3])), cut: () => zlib.gunzipSync(cut(bad)), cutInflate: () => zlib.inflateSync(cut(zlib.deflateSync(input))),
  empty: () => zlib.gunzipSync(''), checksum: () => zlib.inflateSync(wrong), brotli: () => zlib.brotliDecompressSync('garbage'), brotliCut: () => zlib.brotliDecompressSync(cut(zlib.brotliCompressSync(input))),
  needsDictionary: () => zlib.inflateSync(dictionary), wrongDictionary: () => zlib.inflateSync(dictionary, { dictionary: Buffer.from('other') }),
  tooLong: () => zlib.inflateSync(zlib.deflateSync(input), { maxOutputLength: 100 }), tooLongGzip: () => zlib.gzipSync(input, { maxOutputLength: 10 }),
  number: () => zlib.gzipSync(5), nothing: () => zlib.gzipSync(), level: () => zlib.gzipSync('x', { level: 10 }), levelType: () => zlib.gzipSync('x', { level: '1' }),
  bits: () => zlib.gzipSync('x', { windowBits: 8 }), bits2: () => zlib.deflateSync('x', { windowBits: 16 }), chunk: () => zlib.gzipSync('x', { chunkSize: 10 }),
  chunkInfinity: () => zlib.gzipSync('x', { chunkSize: Infinity }), flush: () => zlib.gzipSync('x', { flush: 9 }), finish: () => zlib.gzipSync('x', { finishFlush: 9 }), most: () => zlib.gzipSync('x', { maxOutputLength: 0 }),
  dict: () => zlib.gzipSync('x', { dictionary: 5 }), memory: () => zlib.gzipSync('x', { memLevel: 0 }), strategy: () => zlib.gzipSync('x', { strategy: 7 }),
  param: () => zlib.brotliCompressSync('x', { params: { 77: 1 } }), paramValue: () => zlib.brotliCompressSync('x', { params: { 1: 'x' } }), finishRaw: () => zlib.inflateSync(cut(zlib.deflateSync(input)), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).length > 0,
})) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.errno, error.message);
  }
}
log(zlib.crc32('hello'), zlib.crc32(Buffer.from('world'), zlib.crc32('hello ')), zlib.crc32(''), zlib.crc32('x', 4294967295));
for (const f of [() => zlib.crc32(), () => zlib.crc32(1), () => zlib.crc32('x', '1'), () => zlib.crc32('x', -1)]) {
  try {
    f();
  } catch (error) {
    log(error.code, error.message);
  }
}
log(zlib.Z_BEST_SPEED, zlib.constants.Z_BEST_SPEED, zlib.codes.Z_BUF_ERROR, zlib.codes['-5'], Object.keys(zlib).sort().join());
