// The errors of streams.
'use strict';
const native = require('internal/native');

const make = (kind, code, message) => native.makeError(kind, code, message);

exports.premature = () => make('Error', 'ERR_STREAM_PREMATURE_CLOSE', 'Premature close');
exports.destroyed = (name) => make('Error', 'ERR_STREAM_DESTROYED', `Cannot call ${name} after a stream was destroyed`);
exports.alreadyFinished = (name) =>
  make('Error', 'ERR_STREAM_ALREADY_FINISHED', `Cannot call ${name} after a stream was finished`);
exports.writeAfterEnd = () => make('Error', 'ERR_STREAM_WRITE_AFTER_END', 'write after end');
exports.cannotPipe = () => make('Error', 'ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable');
exports.nullValues = () => make('TypeError', 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
exports.pushAfterEof = () => make('Error', 'ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF');
exports.unshiftAfterEnd = () =>
  make('Error', 'ERR_STREAM_UNSHIFT_AFTER_END_EVENT', 'stream.unshift() after end event');
exports.notImplemented = (name) => make('Error', 'ERR_METHOD_NOT_IMPLEMENTED', `The ${name} method is not implemented`);
exports.multipleCallback = () => make('Error', 'ERR_MULTIPLE_CALLBACK', 'Callback called multiple times');
exports.reduceEmpty = () => make('TypeError', 'ERR_MISSING_ARGS', 'Reduce of an empty stream requires an initial value');
exports.missingArgs = (name) => make('TypeError', 'ERR_MISSING_ARGS', `The "${name}" argument must be specified`);
exports.invalidArgType = native.invalidArgType;
exports.invalidArgValue = native.invalidArgValue;
exports.unknownEncoding = native.unknownEncoding;
exports.abort = (reason) => {
  const error = make('Error', 'ABORT_ERR', 'The operation was aborted');
  Object.defineProperty(error, 'name', { value: 'AbortError', configurable: true, writable: true, enumerable: false });
  if (reason !== undefined)
    Object.defineProperty(error, 'cause', { value: reason, configurable: true, writable: true, enumerable: false });
  return error;
};
exports.checkFunction = (value, name) => {
  if (typeof value !== 'function') throw native.invalidArgType(name, 'of type function', value);
};
