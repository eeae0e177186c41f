// node:stream/web
'use strict';
const { ReadableStream, ReadableStreamDefaultController, ReadableStreamDefaultReader } = require('internal/webstreams/readable');
const { ReadableByteStreamController, ReadableStreamBYOBReader, ReadableStreamBYOBRequest } = require('internal/webstreams/bytes');
const { TransformStream, TransformStreamDefaultController } = require('internal/webstreams/transform');
const { WritableStream, WritableStreamDefaultController, WritableStreamDefaultWriter } = require('internal/webstreams/writable');
const { ByteLengthQueuingStrategy, CountQueuingStrategy } = require('internal/webstreams/queuing');
const { TextDecoderStream, TextEncoderStream } = require('internal/webstreams/codec');
const { CompressionStream, DecompressionStream } = require('internal/webstreams/compression');

module.exports = {
  ReadableStream,
  ReadableStreamDefaultReader,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableByteStreamController,
  ReadableStreamDefaultController,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultWriter,
  WritableStreamDefaultController,
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  TextEncoderStream,
  TextDecoderStream,
  CompressionStream,
  DecompressionStream,
};
