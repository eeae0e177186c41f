// zlib: streams, callbacks, promises; chunks, flush, params, close, truncated input.
const zlib = require('zlib');
const { promisify } = require('util');
const { pipeline, Readable } = require('stream');
const log = console.log;
const input = Buffer.from(Array.from({ length: 20000 }, (_, i) => `line ${i * 7 % 1000}\n`).join(''));
const collect = (stream) => new Promise((resolve, reject) => {
  const parts = [];
  stream.on('data', (part) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts))).on('error', reject);
});

async function main() {
  for (const name of ['Gzip', 'Deflate', 'DeflateRaw', 'BrotliCompress']) {
    const back = { Gzip: 'Gunzip', Deflate: 'Inflate', DeflateRaw: 'InflateRaw', BrotliCompress: 'BrotliDecompress' }[name];
    const options = name.startsWith('Brotli') ? { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 } } : {};
    const pack = zlib[`create${name}`](options);
    const unpack = zlib[`create${back}`]();
    for (let i = 0; i < input.length; i += 1000) pack.write(input.subarray(i, i + 1000));
    pack.end();
    const result = await collect(pack.pipe(unpack));
    log(name, result.equals(input), pack.bytesWritten === input.length, unpack.bytesWritten > 0, pack instanceof zlib[name], pack.constructor.name);
  }
  // One byte after the other, into unzip, which has to look at two.
  for (const packed of [zlib.gzipSync('hello gzip'), zlib.deflateSync('hello deflate')]) {
    const unzip = zlib.createUnzip();
    for (const byte of packed) unzip.write(Buffer.from([byte]));
    unzip.end();
    log((await collect(unzip)).toString());
  }
  log((await promisify(zlib.gunzip)(await promisify(zlib.gzip)(input, { level: 1 }))).equals(input));
  log(await new Promise((resolve) => zlib.inflate('garbage', (...args) => resolve(args.map((arg) => [arg.name, arg.code, arg.errno, arg.message])))));
  log(await promisify(zlib.gunzip)(zlib.gzipSync(input).subarray(0, 100)).catch((error) => [error.code, error.message]));
  log(await promisify(zlib.inflate)(zlib.deflateSync(input), { maxOutputLength: 50 }).catch((error) => [error.name, error.code, error.message]));
  log(await promisify(zlib.brotliDecompress)(Buffer.from('xyz')).catch((error) => [error.code, error.errno, error.message]));
  // Truncated in a stream.
  const cut = zlib.createGunzip();
  cut.on('close', () => log('cut closed', cut.destroyed));
  cut.end(zlib.gzipSync(input).subarray(0, 200));
  log(await collect(cut).catch((error) => [error.code, error.errno, error.message]));
  // Flush gives what was written so far.
  const flushed = zlib.createGzip();
  const inflated = zlib.createGunzip();
  flushed.pipe(inflated);
  flushed.write('first');
  await new Promise((resolve) => {
    inflated.once('data', (data) => { log('after flush', data.toString()); resolve(); });
    flushed.flush(() => log('flushed'));
  });
  flushed.write(' second');
  await new Promise((resolve) => {
    inflated.once('data', (data) => { log('after sync flush', data.toString()); resolve(); });
    flushed.flush(zlib.constants.Z_SYNC_FLUSH);
  });
  flushed.end();
  await new Promise((resolve) => inflated.on('end', resolve).resume());
  // Other parameters from some point on.
  const changing = zlib.createDeflate({ level: 9 });
  const all = collect(changing);
  changing.write('a'.repeat(1000));
  await new Promise((resolve) => changing.params(0, zlib.constants.Z_DEFAULT_STRATEGY, resolve));
  changing.end('b'.repeat(1000));
  const out = await all;
  log('params', zlib.inflateSync(out).length, out.length > 1000, changing._level, changing._strategy);
  try {
    changing.params(11, 0);
  } catch (error) {
    log(error.code, error.message);
  }
  // Closing.
  const closed = zlib.createGzip();
  closed.write('x');
  await new Promise((resolve) => closed.close(resolve));
  log('closed', closed.destroyed, closed._closed, closed._handle);
  closed.on('error', (error) => log(error.code));
  closed.write('y');
  await new Promise((resolve) => setImmediate(resolve));
  const twice = zlib.createDeflate();
  twice.close();
  twice.close(() => log('closed twice'));
  await new Promise((resolve) => setImmediate(resolve));
  // Reset starts anew.
  const again = zlib.createDeflate();
  again.write('garbage to forget');
  again.reset();
  log(typeof again.reset, zlib.Deflate({}) instanceof zlib.Deflate);
  again.destroy();
  // Back-pressure.
  const big = Buffer.alloc(3e6, 'abcdefghij');
  let length = 0;
  const slow = zlib.createInflate({ highWaterMark: 1024 });
  slow.on('data', (part) => { length += part.length; });
  slow.end(zlib.deflateSync(big));
  await new Promise((resolve) => slow.on('end', resolve));
  log(length);
  await new Promise((resolve) => pipeline(Readable.from([zlib.gzipSync('piped')]), zlib.createGunzip(), async function* (source) { for await (const part of source) log(part.toString()); }, (error) => { log('pipeline', error); resolve(); }));
  for (const f of [() => zlib.gzip('x'), () => zlib.gzip('x', {}), () => zlib.createGzip({ level: 'x' }), () => zlib.createBrotliCompress({ params: { 1: 'q' } })]) {
    try {
      f();
    } catch (error) {
      log(error.code, error.message);
    }
  }
  const following = zlib.createInflate();
  following.end(Buffer.concat([zlib.deflateSync('content'), Buffer.from('trailing')]));
  log((await collect(following)).toString(), following.bytesWritten === zlib.deflateSync('content').length);
}
main();
