// A net.Socket over any other duplex stream. Programs find the class by the handle of a TLSSocket over one (http2-wrapper).
'use strict';
const net = require('net');
const native = require('internal/native');
const DuplexHandle = require('internal/net/duplex_handle');

class JSStream extends DuplexHandle {
  #socket;

  constructor(stream, socket) {
    super(stream);
    this.#socket = socket;
  }
  shutdown(done) {
    setImmediate(() => super.shutdown(done));
    return 0;
  }
  receive(bytes) {
    if (bytes instanceof Uint8Array) this.deliver(bytes);
    else this.#socket().destroy(native.makeError('Error', 'ERR_STREAM_WRAP', 'Stream has StringDecoder set or is in objectMode'));
  }
}

module.exports = class JSStreamSocket extends net.Socket {
  // Without `reads` it leaves the stream alone until somebody reads.
  constructor(stream, reads = true) {
    super({ handle: new JSStream(stream, () => this), manualStart: true, noDelayedStart: true });
    this.stream = stream;
    stream.on('error', (error) => this.emit('error', error));
    stream.once('close', () => this.destroy());
    if (!reads) return;
    stream.pause();
    this.read(0);
  }
  static get StreamWrap() { return JSStreamSocket; }
};
