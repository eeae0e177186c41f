// ReadableStreamPipeTo (Streams Standard §4.9.1).
'use strict';
const { deferred, invalidState, kState } = require('internal/webstreams/util');
const { ReadableStreamDefaultReader, cancel, read, releaseReader } = require('internal/webstreams/readable');
const {
  WritableStreamDefaultWriter, abortWritable, closeWithErrorPropagation, closing, releaseWriter, writeTo,
} = require('internal/webstreams/writable');

exports.pipe = function pipe(source, destination, preventClose, preventAbort, preventCancel, signal) {
  const reader = new ReadableStreamDefaultReader(source);
  const writer = new WritableStreamDefaultWriter(destination);
  const from = source[kState], to = destination[kState];
  from.disturbed = true;
  const result = deferred();
  let shuttingDown = false;
  let lastWrite = Promise.resolve();

  const finish = (failed, error) => {
    releaseWriter(writer);
    releaseReader(reader);
    signal?.removeEventListener('abort', onAbort);
    if (failed) result.reject(error);
    else result.resolve();
  };
  // What was read is written first.
  const settledWrites = async () => {
    let seen;
    while (seen !== lastWrite) {
      seen = lastWrite;
      await seen.catch(() => {});
    }
  };
  const shutDown = async (action, failed, error) => {
    if (shuttingDown) return;
    shuttingDown = true;
    if (to.state === 'writable' && !closing(destination)) await settledWrites();
    if (action === undefined) return finish(failed, error);
    try {
      await action();
    } catch (failure) {
      return finish(true, failure);
    }
    return finish(failed, error);
  };

  const onAbort = () => {
    const actions = [];
    if (!preventAbort) actions.push(() => (to.state === 'writable' ? abortWritable(destination, signal.reason) : undefined));
    if (!preventCancel) actions.push(() => (from.state === 'readable' ? cancel(source, signal.reason) : undefined));
    shutDown(() => Promise.all(actions.map((action) => action())), true, signal.reason);
  };
  if (signal !== undefined) {
    if (signal.aborted) {
      onAbort();
      return result.promise;
    }
    signal.addEventListener('abort', onAbort, { once: true });
  }

  const sourceFailed = () => shutDown(preventAbort ? undefined : () => abortWritable(destination, from.error), true, from.error);
  const destinationFailed = () => shutDown(preventCancel ? undefined : () => cancel(source, to.error), true, to.error);
  const sourceClosed = () => shutDown(preventClose ? undefined : () => closeWithErrorPropagation(writer), false);
  const destinationClosed = () => {
    const error = invalidState('Destination WritableStream is closed');
    shutDown(preventCancel ? undefined : () => cancel(source, error), true, error);
  };

  if (from.state === 'errored') sourceFailed();
  else if (from.state === 'closed') sourceClosed();
  else reader[kState].closed.promise.then(sourceClosed, sourceFailed);
  if (to.state === 'errored') destinationFailed();
  else if (to.state === 'closed' || closing(destination)) destinationClosed();
  else writer[kState].closed.promise.then(undefined, destinationFailed);

  const step = () => {
    if (shuttingDown) return;
    writer[kState].ready.promise.then(() => {
      if (shuttingDown) return;
      read(reader, {
        chunk(value) {
          queueMicrotask(() => {
            lastWrite = writeTo(writer, value);
            lastWrite.catch(() => {});
            step();
          });
        },
        close() {},
        error() {},
      });
    }, () => {});
  };
  step();
  return result.promise;
};
