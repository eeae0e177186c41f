// What stands for a native stream below a TLSSocket over any other duplex stream: the methods of one, in JavaScript.
'use strict';
const kBrokenPipe = -32;
const kEndOfFile = -4095;

module.exports = class AdaptedStream {
  #stream;
  #session = null;
  #owner = null;
  #onRead;
  #read = 0;
  #written = 0;
  #closed = false;

  constructor(stream) {
    this.#stream = stream;
    stream.on('data', (chunk) => {
      if (this.#session !== null && !this.#closed) this.#session.receive(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    });
    stream.pause();
    stream.on('end', () => this.#deliver(kEndOfFile));
  }

  // Callbacks of a session that has no native stream.
  callbacks() {
    return {
      output: (bytes, done) => {
        const finish = (error) => {
          if (done !== undefined) done.call(this.#owner, error ? kBrokenPipe : 0);
        };
        if (this.#stream.destroyed || this.#stream.writableEnded) process.nextTick(finish, true);
        else this.#stream.write(bytes, finish);
      },
      read: (chunk) => this.#deliver(chunk),
    };
  }
  secure(session) {
    this.#session = session;
  }
  #deliver(chunk) {
    if (this.#closed) return;
    if (typeof chunk !== 'number') this.#read += chunk.length;
    this.#onRead?.call(this.#owner, chunk);
  }

  attach(owner, onRead) {
    this.#owner = owner;
    this.#onRead = onRead;
  }
  readStart() {
    this.#stream.resume();
    return 0;
  }
  readStop() {
    this.#stream.pause();
    return 0;
  }
  write(chunk, encoding, done) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    this.#written += bytes.length;
    return this.#session.write(bytes, done);
  }
  writev(chunks, done) {
    return this.write(Buffer.concat(chunks.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk))), '', done);
  }
  shutdown(done) {
    this.#session.shutdown();
    this.#stream.end(() => done.call(this.#owner, 0));
    return 0;
  }
  close(done) {
    if (this.#closed) return;
    this.#closed = true;
    this.#stream.destroy();
    setImmediate(() => done.call(this.#owner));
  }
  ref() { this.#stream.ref?.(); }
  unref() { this.#stream.unref?.(); }
  hasRef() { return true; }
  get fd() { return -1; }
  get bytesRead() { return this.#read; }
  get bytesWritten() { return this.#written; }
  get lastActive() { return 0; }
  get writeQueueSize() { return 0; }
};
