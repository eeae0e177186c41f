// ReadableStream: readers, back-pressure, cancel, errors, tee, iteration, from, byte streams.
const { ReadableStream: FromModule } = require('stream/web');
const log = console.log;
const outcome = (promise) => promise.then((value) => ['fulfilled', value], (error) => ['rejected', error?.name, error?.code, error?.message ?? error]);
async function main() {
  log(FromModule === ReadableStream, new ReadableStream(), String(new ReadableStream()));
  let pulls = 0;
  const counted = new ReadableStream({
    start(controller) { log('start', controller.desiredSize, controller instanceof ReadableStreamDefaultController); },
    pull(controller) {
      pulls++;
      controller.enqueue(pulls);
      if (pulls === 5) controller.close();
    },
    cancel(reason) { log('cancel', reason); },
  }, { highWaterMark: 2 });
  await null;
  const reader = counted.getReader();
  log(counted.locked, pulls, await reader.read(), await reader.read());
  log(await outcome(counted.cancel()), await outcome(reader.cancel('enough')), await reader.read(), await outcome(reader.closed));
  reader.releaseLock();
  log(counted.locked, await outcome(reader.read()), await outcome(reader.closed));
  const failing = new ReadableStream({ pull() { throw new Error('pull'); } });
  log(await outcome(failing.getReader().read()), failing);
  const started = new ReadableStream({ start() { return Promise.reject(new Error('start')); } });
  log(await outcome(started.getReader().closed));
  const parts = [];
  for await (const part of new ReadableStream({ start(c) { c.enqueue('a'); c.enqueue('b'); c.close(); } })) parts.push(part);
  log(parts);
  const early = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); }, cancel(reason) { log('cancelled by break', reason); } });
  for await (const part of early) { log(part); break; }
  const kept = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); } });
  for await (const part of kept.values({ preventCancel: true })) { log(part); break; }
  log(kept.locked, await kept.getReader().read());
  const [left, right] = new ReadableStream({ start(c) { c.enqueue('x'); c.enqueue('y'); c.close(); } }).tee();
  log(await left.getReader().read(), await right.getReader().read());
  log((await ReadableStream.from(['p', 'q']).getReader().read()).value);
  const sizes = new ReadableStream({ start(c) { c.enqueue('abc'); log(c.desiredSize); c.enqueue('de'); log(c.desiredSize); } }, { highWaterMark: 10, size: (chunk) => chunk.length });
  sizes.cancel();
  log(new CountQueuingStrategy({ highWaterMark: 3 }), new ByteLengthQueuingStrategy({ highWaterMark: 5 }).size(new Uint8Array(7)), new CountQueuingStrategy({ highWaterMark: 1 }).size('anything'));
  const bytes = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const request = controller.byobRequest;
      if (request) {
        request.view[0] = 42;
        request.respond(1);
      } else {
        controller.enqueue(new Uint8Array([1, 2, 3]));
      }
    },
  });
  const byob = bytes.getReader({ mode: 'byob' });
  const { value, done } = await byob.read(new Uint8Array(4));
  log(value, done, byob instanceof ReadableStreamBYOBReader);
  byob.releaseLock();
  log(await bytes.getReader().read());
  const ended = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array([9, 8, 7])); c.close(); } });
  const last = ended.getReader({ mode: 'byob' });
  log(await last.read(new Uint8Array(2)), await last.read(new Uint8Array(2)), await last.read(new Uint8Array(2)));
  for (const f of [
    () => new ReadableStream(5), () => new ReadableStream({ pull: 1 }), () => new ReadableStream({}, { highWaterMark: -1 }), () => new ReadableStreamDefaultReader(5), () => new ReadableStreamDefaultController(), () => counted.getReader(5),
    () => { const s = new ReadableStream(); s.getReader(); s.getReader(); }, () => ReadableStream.prototype.getReader.call({}), () => new ReadableStream().getReader({ mode: 'byob' }), () => new CountQueuingStrategy(), () => new CountQueuingStrategy({}),
    () => new ReadableStream({ start(c) { c.close(); c.enqueue(1); } }), () => new ReadableStream({ start(c) { c.close(); c.close(); } }),
  ]) {
    try {
      f();
      log('none');
    } catch (error) {
      log(error.name, error.code);
    }
  }
  log(await outcome(ReadableStream.prototype.cancel.call({})));
}
main();
