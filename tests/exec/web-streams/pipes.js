// WritableStream, TransformStream, pipeTo, pipeThrough, the streams of text and compression.
const log = console.log;
const outcome = (promise) => promise.then((value) => ['fulfilled', value], (error) => ['rejected', error?.name, error?.code, error?.message ?? error]);
const source = (...parts) => new ReadableStream({ start(c) { for (const part of parts) c.enqueue(part); c.close(); } });
async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
}
async function main() {
  const events = [];
  const sink = (slow) => new WritableStream({
    start() { events.push('start'); },
    async write(chunk) { if (slow) await new Promise((resolve) => setTimeout(resolve, 1)); events.push(`write ${chunk}`); },
    close() { events.push('close'); },
    abort(reason) { events.push(`abort ${reason?.message ?? reason}`); },
  }, { highWaterMark: 2 });
  const stream = sink(true);
  log(stream, String(stream));
  const writer = stream.getWriter();
  log(stream.locked, writer.desiredSize, await outcome(writer.ready));
  writer.write('a');
  const second = writer.write('b');
  log(writer.desiredSize);
  let ready = false;
  writer.ready.then(() => { ready = true; });
  await null;
  log(ready);
  await second;
  log(writer.desiredSize, await outcome(writer.close()), await outcome(writer.closed), events.join());
  log(await outcome(stream.close()));
  events.length = 0;
  const aborted = sink(false).getWriter();
  const pending = aborted.write('x');
  log(await outcome(aborted.abort(new Error('why'))), await outcome(pending), await outcome(aborted.closed), events.join());
  aborted.releaseLock();
  log(await outcome(aborted.write('z')), await outcome(aborted.ready));
  const failing = new WritableStream({ write() { throw new Error('sink'); } }).getWriter();
  log(await outcome(failing.write(1)), await outcome(failing.closed), await outcome(failing.write(2)));
  events.length = 0;
  log(await outcome(source('1', '2', '3').pipeTo(sink(true))), events.join());
  events.length = 0;
  log(await outcome(new ReadableStream({ start(c) { c.enqueue(1); c.error(new Error('source')); } }).pipeTo(sink(false))), events.join());
  let cancelled;
  log(await outcome(new ReadableStream({ start(c) { c.enqueue(1); }, cancel(reason) { cancelled = reason.message; } }).pipeTo(new WritableStream({ write() { throw new Error('down'); } }))), cancelled);
  const controller = new AbortController();
  events.length = 0;
  const piping = outcome(new ReadableStream({ pull(c) { c.enqueue('tick'); return new Promise((resolve) => setTimeout(resolve, 5)); } }).pipeTo(sink(false), { signal: controller.signal }));
  setTimeout(() => controller.abort(new Error('stopped')), 12);
  log(await piping, events.at(-1));
  const open = sink(false);
  await source('kept').pipeTo(open, { preventClose: true });
  log(open.locked, await outcome(open.getWriter().close()));
  const upper = new TransformStream({
    transform(chunk, c) { c.enqueue(chunk.toUpperCase()); },
    flush(c) { c.enqueue('END'); },
  });
  log(upper);
  log(await collect(source('a', 'b').pipeThrough(upper)));
  log(await collect(source(1, 2).pipeThrough(new TransformStream())));
  const bad = source('a').pipeThrough(new TransformStream({ transform() { throw new Error('transform'); } }));
  log(await outcome(collect(bad)));
  const stopped = source('a', 'b', 'c').pipeThrough(new TransformStream({ transform(chunk, c) { c.enqueue(chunk); if (chunk === 'b') c.terminate(); } }));
  log(await collect(stopped));
  log((await collect(source('h\ud83d', '\ude00i').pipeThrough(new TextEncoderStream()))).map((part) => Buffer.from(part).toString('hex')));
  log((await collect(source(new Uint8Array([0xe2, 0x82]), new Uint8Array([0xac, 0x21])).pipeThrough(new TextDecoderStream()))).join('|'), new TextDecoderStream().encoding);
  for (const format of ['gzip', 'deflate', 'deflate-raw']) {
    const text = 'compressible '.repeat(1000);
    const packed = source(Buffer.from(text)).pipeThrough(new CompressionStream(format));
    const back = packed.pipeThrough(new DecompressionStream(format)).pipeThrough(new TextDecoderStream());
    log(format, (await collect(back)).join('') === text);
  }
  for (const f of [() => new WritableStream(5), () => new WritableStream({ type: 'x' }), () => new WritableStream({ write: 1 }), () => new TransformStream({ transform: 1 }), () => new WritableStreamDefaultWriter({}), () => source().pipeThrough({}), () => new WritableStreamDefaultController(), () => new CompressionStream('x')]) {
    try {
      f();
      log('none');
    } catch (error) {
      log(error.name, error.code);
    }
  }
  log(await outcome(source().pipeTo(5)));
}
main();
