// Blob.prototype.stream (File API §3.3.2)
'use strict';
const { ReadableStream } = require('internal/webstreams/readable');

const kPart = 65536;
module.exports = (blob) => {
  let at = 0;
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      if (at >= blob.size) {
        controller.close();
        controller.byobRequest?.respond(0);
        return;
      }
      const part = await blob.slice(at, at + kPart).arrayBuffer();
      at += part.byteLength;
      controller.enqueue(new Uint8Array(part));
    },
  });
};
