// stream.pipeline: streams, iterables and functions one into the other, cleaned up together.
'use strict';
const errors = require('internal/streams/errors');
const finished = require('internal/streams/finished');
const { isNodeStream, isReadableNodeStream, isIterable, isTransformStream, isWebStream } = require('internal/streams/state');
const { destroyer } = require('internal/streams/destroy');

function watch(stream, reading, writing) {
  let done = false;
  stream.on('close', () => { done = true; });
  finished(stream, { readable: reading, writable: writing }, (error) => { done = !error; });
  return (error) => {
    if (done) return;
    done = true;
    destroyer(stream, error || errors.destroyed('pipe'));
  };
}

function* isolate(value) {
  yield* value;
}
// What a step gives to read from.
const readableOf = (value) => (isTransformStream(value) ? value.readable : value);
const iterate = (value) => (isReadableNodeStream(value) ? value[Symbol.asyncIterator]() : readableOf(value));

// Writes everything that an iterable yields, as fast as the stream takes it.
async function pump(iterable, writable, end, done) {
  let failure;
  let wake = null;
  const resume = (error) => {
    if (error) failure = error;
    if (wake) {
      const call = wake;
      wake = null;
      call();
    }
  };
  const wait = () => new Promise((resolve, reject) => {
    const settle = () => (failure ? reject(failure) : resolve());
    if (failure) reject(failure);
    else wake = settle;
  });
  writable.on('drain', resume);
  const stop = finished(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) await wait();
    for await (const chunk of iterable) {
      if (!writable.write(chunk)) await wait();
    }
    if (end) {
      writable.end();
      await wait();
    }
    done();
  } catch (error) {
    done(failure !== error && failure ? failure : error);
  } finally {
    stop();
    writable.off('drain', resume);
  }
}

async function pumpToWeb(iterable, target, end, done) {
  const writer = (isTransformStream(target) ? target.writable : target).getWriter();
  try {
    for await (const chunk of iterable) {
      await writer.ready;
      writer.write(chunk).catch(() => {});
    }
    await writer.ready;
    if (end) await writer.close();
    done();
  } catch (error) {
    try {
      await writer.abort(error);
      done(error);
    } catch (later) {
      done(later);
    }
  }
}

module.exports = function pipeline(...streams) {
  const callback = streams.pop();
  if (typeof callback !== 'function')
    throw errors.invalidArgType('streams[stream.length - 1]', 'of type function', callback);
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  return run(streams, callback, {});
};

function run(streams, callback, options) {
  if (streams.length < 2) throw errors.missingArgs('streams');
  let failure;
  let value;
  let pending = 0;
  const destroys = [];
  let called = false;

  const finish = (error, final) => {
    if (error && (!failure || failure.code === 'ERR_STREAM_PREMATURE_CLOSE')) failure = error;
    if (!failure && !final) return;
    while (destroys.length) destroys.shift()(failure);
    if (!final || called) return;
    called = true;
    process.nextTick(callback, failure, value);
  };
  const onEnd = (error) => finish(error, --pending === 0);

  if (options.signal) {
    const abort = () => finish(errors.abort(options.signal.reason));
    if (options.signal.aborted) process.nextTick(abort);
    else options.signal.addEventListener('abort', abort, { once: true });
  }

  let current;
  for (let i = 0; i < streams.length; ++i) {
    const stream = streams[i];
    const reading = i < streams.length - 1;
    const writing = i > 0;
    const ends = reading || options.end !== false;
    const last = i === streams.length - 1;
    if (isNodeStream(stream)) {
      if (ends) destroys.push(watch(stream, reading, writing));
      // Also errors that come after everything else has ended.
      const onError = (error) => {
        if (error && error.name !== 'AbortError' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') onErrorOnly(error);
      };
      const onErrorOnly = (error) => finish(error);
      stream.on('error', onError);
      if (last) process.nextTick(() => {});
    }
    if (i === 0) {
      if (typeof stream === 'function') {
        current = stream({ signal: options.signal });
        if (!isIterable(current)) throw returnError('Iterable, AsyncIterable or Stream', 'source', current);
      } else if (isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream)) {
        current = stream;
      } else {
        current = require('internal/streams/duplex').from(stream);
      }
    } else if (typeof stream === 'function') {
      current = stream(iterate(current), { signal: options.signal });
      if (reading) {
        if (!isIterable(current, true)) throw returnError('AsyncIterable', `transform[${i - 1}]`, current);
      } else {
        // The last function's result is the pipeline's.
        const { PassThrough } = require('internal/streams/transform');
        const result = new PassThrough({ objectMode: true });
        if (typeof current?.then === 'function') {
          ++pending;
          current.then((v) => {
            value = v;
            if (v !== null && v !== undefined) result.write(v);
            if (ends) result.end();
            process.nextTick(onEnd);
          }, (error) => {
            result.destroy(error);
            process.nextTick(onEnd, error);
          });
        } else if (isIterable(current)) {
          ++pending;
          pump(current, result, ends, onEnd);
        } else {
          throw returnError('AsyncIterable or Promise', 'destination', current);
        }
        current = result;
        destroys.push(watch(result, false, true));
      }
    } else if (isNodeStream(stream)) {
      if (isReadableNodeStream(current)) {
        pending += 2;
        pipe(current, stream, onEnd, ends);
      } else {
        ++pending;
        pump(readableOf(current), stream, ends, onEnd);
      }
      current = stream;
    } else if (isWebStream(stream)) {
      ++pending;
      pumpToWeb(iterate(current), stream, ends, onEnd);
      current = stream;
    } else {
      current = require('internal/streams/duplex').from(stream);
    }
  }
  return current;
}

function returnError(expected, name, value) {
  const received = value === undefined || value === null ? String(value) : typeof value === 'object' ? `an instance of ${value.constructor?.name}` : `type ${typeof value} (${String(value)})`;
  return require('internal/native').makeError(
    'TypeError', 'ERR_INVALID_RETURN_VALUE',
    `Expected ${expected} to be returned from the "${name}" function but got ${received}.`);
}

function pipe(source, target, onEnd, end) {
  let ended = false;
  target.on('close', () => {
    if (!ended) onEnd(errors.premature());
  });
  source.pipe(target, { end: false });
  if (end) {
    const finishTarget = () => {
      ended = true;
      target.end();
    };
    if (source._readableState?.endEmitted || source.readableEnded) process.nextTick(finishTarget);
    else source.once('end', finishTarget);
  } else {
    onEnd();
  }
  finished(source, { readable: true, writable: false }, (error) => {
    const state = source._readableState;
    if (error && error.code === 'ERR_STREAM_PREMATURE_CLOSE' && state && state.ended && !state.errored && !state.errorEmitted) {
      // Ended by itself, only its 'end' has not been heard yet.
      source.once('end', onEnd).once('error', onEnd);
    } else {
      onEnd(error);
    }
  });
  finished(target, { readable: false, writable: true }, onEnd);
}

module.exports.run = run;
