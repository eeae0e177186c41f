// http.IncomingMessage: a request at a server, a response at a client. What its head says is made when it is asked for.
'use strict';
const http = require('internal/http_native');
const { Readable, finished } = require('stream');
const { kPaused } = require('internal/streams/state');
const { resumeReading } = require('internal/http/flow');

const kHead = Symbol('kHead');  // native, undefined for messages without one
const kMost = Symbol('kMost');
const kHeaders = Symbol('kHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kRawHeaders = Symbol('kRawHeaders');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');

module.exports = IncomingMessage;
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);
IncomingMessage.kHead = kHead;
IncomingMessage.kMost = kMost;

function IncomingMessage(socket) {
  Readable.call(this, socket ? { highWaterMark: socket.readableHighWaterMark } : undefined);
  this._readableState.readingMore = true;
  this.socket = socket;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this[kHead] = undefined;
  this[kMost] = 0;
  this[kHeaders] = null;
  this[kHeadersDistinct] = null;
  this[kRawHeaders] = null;
  this[kTrailers] = null;
  this[kTrailersDistinct] = null;
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  // of requests
  this.url = '';
  this.method = null;
  // of responses
  this.statusCode = null;
  this.statusMessage = null;
  this.client = socket;
  this._consumed = false;
  this._dumped = false;
}

function distinct(raw, most) {
  const fields = { __proto__: null };
  const end = most > 0 ? Math.min(raw.length, 2 * most) : raw.length;
  for (let i = 0; i < end; i += 2) {
    const name = raw[i].toLowerCase();
    (fields[name] ??= []).push(raw[i + 1]);
  }
  return fields;
}

const property = (name, get, set) => Object.defineProperty(IncomingMessage.prototype, name, { get, set, configurable: true, enumerable: false });
property('connection', function() { return this.socket; }, function(socket) { this.socket = socket; });
property('rawHeaders', function() {
  return this[kRawHeaders] ??= this[kHead] === undefined ? [] : http.headRaw(this[kHead]);
}, function(raw) { this[kRawHeaders] = raw; });
property('headers', function() {
  if (this[kHeaders] === null) {
    if (this[kHead] !== undefined) {
      this[kHeaders] = http.headFields(this[kHead], this.joinDuplicateHeaders === true, this[kMost]);
    } else {
      this[kHeaders] = {};
      this._addHeaderLines(this.rawHeaders, this.rawHeaders.length);
    }
  }
  return this[kHeaders];
}, function(headers) { this[kHeaders] = headers; });
property('headersDistinct', function() { return this[kHeadersDistinct] ??= distinct(this.rawHeaders, this[kMost]); },
         function(headers) { this[kHeadersDistinct] = headers; });
property('trailers', function() {
  if (this[kTrailers] === null) {
    this[kTrailers] = {};
    for (let i = 0; i < this.rawTrailers.length; i += 2) this._addHeaderLine(this.rawTrailers[i], this.rawTrailers[i + 1], this[kTrailers]);
  }
  return this[kTrailers];
}, function(trailers) { this[kTrailers] = trailers; });
property('trailersDistinct', function() { return this[kTrailersDistinct] ??= distinct(this.rawTrailers, 0); },
         function(trailers) { this[kTrailersDistinct] = trailers; });

IncomingMessage.prototype._addHeaderLines = function(headers, count) {
  if (!headers || !headers.length) return;
  const target = this.complete ? this.trailers : this.headers;
  for (let i = 0; i < count; i += 2) this._addHeaderLine(headers[i], headers[i + 1], target);
};
IncomingMessage.prototype._addHeaderLine = function(field, value, target) {
  http.addFieldLine(target, field, value, this.joinDuplicateHeaders === true);
};
IncomingMessage.prototype._addHeaderLineDistinct = function(field, value, target) {
  (target[field.toLowerCase()] ??= []).push(value);
};

IncomingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

// The connection pushes what it reads; all that is left to do is to make it read.
IncomingMessage.prototype._read = function(size) {
  if (!this._consumed) {
    this._readableState.readingMore = false;
    this._consumed = true;
  }
  if (this.socket && this.socket.readable) resumeReading(this.socket);
};

// A message that ends before it is complete takes its connection with it.
IncomingMessage.prototype._destroy = function(error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
  }
  if (this.socket && !this.socket.destroyed && this.aborted) {
    this.socket.destroy(error);
    const stop = finished(this.socket, (failure) => {
      if (failure && failure.code === 'ERR_STREAM_PREMATURE_CLOSE') failure = null;
      stop();
      process.nextTick(tellError, this, failure || error, callback);
    });
  } else {
    process.nextTick(tellError, this, error, callback);
  }
};
// Without a listener it is no error.
function tellError(message, error, callback) {
  if (message.listenerCount('error') === 0) callback();
  else callback(error);
}

// Nobody wants the body.
IncomingMessage.prototype._dump = function() {
  if (this._dumped) return;
  this._dumped = true;
  this.removeAllListeners('data');
  this.resume();
};

// What _dump() comes to some ticks later, at once: for a message that is here as a whole and that nobody listens to, while nothing else of
// the program can run. Says whether it could be done.
const { _destroy: destroy, _dump: dump, emit, resume } = IncomingMessage.prototype;
IncomingMessage.endUnseen = (message) => {
  const state = message._readableState;
  if (message._eventsCount !== 0 || !message.complete || !state.ended || state.length !== 0 || state.endEmitted || state.destroyed ||
      state.errored || state.resumeScheduled || !state.autoDestroy || message._dump !== dump || message._destroy !== destroy ||
      message.emit !== emit || message.resume !== resume || http.waitingTicks() !== (state.emittedReadable ? 1 : 0)) {
    return false;  // (a tick may wait to tell that the message is readable)
  }
  message._dumped = true;
  state.flowing = true;
  state[kPaused] = false;
  state.endEmitted = true;
  state.destroyed = true;
  state.closed = true;
  state.closeEmitted = true;
  return true;
};

for (const name of ['kHead', 'kMost', 'endUnseen']) Object.defineProperty(IncomingMessage, name, { enumerable: false });
