// What servers and clients share: parsers of connections, checks of fields.
'use strict';
const http = require('internal/http_native');
const native = require('internal/native');
const IncomingMessage = require('internal/http/incoming');
const { pauseReading, resumeReading } = require('internal/http/flow');

const { kHead, kMost } = IncomingMessage;
// Facts of a head (http_native.cpp).
const kKeepAlive = 1, kUpgrade = 2;
exports.kHasHost = 4;
exports.kHasExpect = 8;

exports.methods = http.methods;
exports.isToken = http.isToken;

exports.validateHeaderName = (name, label) => {
  if (typeof name !== 'string' || !http.isToken(name))
    throw native.makeError('TypeError', 'ERR_INVALID_HTTP_TOKEN', native.format('%s must be a valid HTTP token ["%s"]', label || 'Header name', name));
};
exports.validateHeaderValue = (name, value) => {
  if (value === undefined)
    throw native.makeError('TypeError', 'ERR_HTTP_INVALID_HEADER_VALUE', native.format('Invalid value "%s" for header "%s"', value, name));
  if (http.hasInvalidCharacter(value))
    throw native.makeError('TypeError', 'ERR_INVALID_CHAR', `Invalid character in header content ["${name}"]`);
};
exports.invalidCharacter = (what) => native.makeError('TypeError', 'ERR_INVALID_CHAR', `Invalid character in ${what}`);

exports.connectionReset = require('internal/net/errors').connectionReset;

exports.maxHeaderSize = 16 * 1024;
exports.maxHeaders = 1000;

// --- parsers. `this` of the callbacks is a holder: {parser, socket, incoming, onIncoming, …}

function onHead(head, first, second, facts) {
  const Message = this.Message;
  const incoming = this.incoming = new Message(this.socket);
  const version = facts >>> 8;
  incoming.httpVersionMajor = (version / 10) | 0;
  incoming.httpVersionMinor = version % 10;
  incoming.httpVersion = version === 11 ? '1.1' : version === 10 ? '1.0' : `${(version / 10) | 0}.${version % 10}`;
  incoming.joinDuplicateHeaders = this.joinDuplicateHeaders;
  incoming.upgrade = (facts & kUpgrade) !== 0;
  incoming[kHead] = head;
  incoming[kMost] = this.maxHeaders;
  if (typeof first === 'string') {
    incoming.method = first;
    incoming.url = second;
  } else {
    incoming.statusCode = first;
    incoming.statusMessage = second;
  }
  return this.onIncoming(incoming, (facts & kKeepAlive) !== 0, facts);
}
function onBody(chunk) {
  const { incoming } = this;
  if (incoming === null || incoming._dumped) return;
  if (!incoming.push(chunk)) pauseReading(this.socket);
}
function onEnd(trailers) {
  const { incoming } = this;
  if (incoming !== null) {
    incoming.complete = true;
    if (trailers !== undefined) incoming.rawTrailers = trailers;
    incoming.push(null);
  }
  if (this.socket && !this.socket._paused && this.socket.readable) resumeReading(this.socket);
}
function onStop(error, rest) {
  if (error !== undefined) error.rawPacket = rest;
  this.onStop(error, rest);
}

// Holder of a parser for `socket`; onIncoming(message, keepAlive) and onStop(error, rest) are methods of it.
exports.makeParser = (holder, isRequest, socket, options) => {
  holder.socket = socket;
  holder.incoming = null;
  holder.Message = options.Message;
  holder.joinDuplicateHeaders = options.joinDuplicateHeaders;
  holder.maxHeaders = options.maxHeaders;
  holder.parser = new http.HTTPParser(isRequest, options.maxHeaderSize, holder, onHead, onBody, onEnd, onStop, options.maxHeaders);
  return holder;
};
exports.freeParser = (holder) => {
  if (!holder || holder.parser === null) return;
  holder.parser.free();
  holder.parser = null;
  if (holder.socket && holder.socket.parser === holder) holder.socket.parser = null;
  holder.incoming = null;
};
