// What stands for a native stream below a Socket over any other duplex stream: the methods of one, in JavaScript.
'use strict';
const kBrokenPipe = -32;
const kEndOfFile = -4095;
const kPending = 1;  // done() will be called

module.exports = class DuplexHandle {
  #stream;
  #owner = null;
  #onRead;
  #read = 0;
  #written = 0;
  #closed = false;
  #listens = false;

  constructor(stream) {
    this.#stream = stream;
  }

  get closed() { return this.#closed; }

  // Reads from the stream from now on, when it flows.
  listen() {
    if (this.#listens) return;
    this.#listens = true;
    const stream = this.#stream;
    stream.on('data', (chunk) => {
      if (!this.#closed) this.receive(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    });
    stream.on('end', () => this.deliver(kEndOfFile));
  }
  // What the stream brings.
  receive(bytes) {
    this.deliver(bytes);
  }
  // To the owner: bytes, or a status.
  deliver(chunk) {
    if (this.#closed) return;
    if (typeof chunk !== 'number') this.#read += chunk.length;
    this.#onRead?.call(this.#owner, chunk);
  }
  // Bytes into the stream. `done`, which may be absent, gets 0 or a status, in a later tick at the earliest where it fails.
  send(bytes, done) {
    const finish = (error) => {
      if (done !== undefined) done.call(this.#owner, error ? kBrokenPipe : 0);
    };
    if (this.#stream.destroyed || this.#stream.writableEnded) process.nextTick(finish, true);
    else this.#stream.write(bytes, finish);
    return kPending;
  }

  attach(owner, onRead) {
    this.#owner = owner;
    this.#onRead = onRead;
  }
  readStart() {
    this.listen();
    this.#stream.resume();
    return 0;
  }
  readStop() {
    this.#stream.pause();
    return 0;
  }
  write(chunk, encoding, done) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    this.countWritten(bytes);
    return this.send(bytes, done);
  }
  countWritten(bytes) {
    this.#written += bytes.length;
  }
  writev(chunks, done) {
    return this.write(Buffer.concat(chunks.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk))), '', done);
  }
  shutdown(done) {
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
