// What stands for a native stream below a TLSSocket over any other duplex stream: a session of TLS is between the two.
'use strict';
const DuplexHandle = require('internal/net/duplex_handle');

module.exports = class AdaptedStream extends DuplexHandle {
  #stream;
  #session = null;
  #wrap = null;

  constructor(stream) {
    super(stream);
    this.#stream = stream;
    this.listen();
    stream.pause();
  }

  // Callbacks of a session that has no native stream.
  callbacks() {
    return { output: (bytes, done) => this.send(bytes, done), read: (chunk) => this.deliver(chunk) };
  }
  secure(session) {
    this.#session = session;
  }
  receive(bytes) {
    if (this.#session !== null) this.#session.receive(bytes);
  }
  write(chunk, encoding, done) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    this.countWritten(bytes);
    return this.#session.write(bytes, done);
  }
  shutdown(done) {
    this.#session.shutdown();
    return super.shutdown(done);
  }
  // What Node has between the two.
  get _parentWrap() {
    const JSStreamSocket = require('internal/net/js_stream_socket');
    return this.#wrap ??= new JSStreamSocket(this.#stream, false);
  }
};
