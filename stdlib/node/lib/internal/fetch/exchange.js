// One request of fetch() and its response, over node:http and node:https.
'use strict';
const http = require('http');
const https = require('https');
const zlib = require('zlib');
const { ReadableStream } = require('internal/webstreams/readable');
const { kKeepsMethod } = require('internal/http/client');
const { HeaderList } = require('internal/fetch/headers');
const { Body } = require('internal/fetch/body');
const { BodyTimeoutError, ConnectTimeoutError, HeadersTimeoutError, SocketError, socketFacts } = require('internal/fetch/errors');

const kIdle = 4000;             // ms that a connection is kept without use
const kConnectTimeout = 10_000;
const kAnswerTimeout = 300_000;  // until the head, and between parts of the body

let agents;
const agentOf = (protocol) => (agents ??= {
  'http:': new http.Agent({ keepAlive: true, timeout: kIdle }), 'https:': new https.Agent({ keepAlive: true, timeout: kIdle }),
})[protocol];

// What ends a connection too early is undici's error.
function translate(error, socket) {
  if (error.code === 'ECONNRESET' && (error.message === 'socket hang up' || error.message === 'aborted'))
    return new SocketError('other side closed', { socket: socket ? socketFacts(socket) : null });
  return error;
}

class Exchange {
  #request = null;
  #response = null;
  #controller = null;   // of the response's body
  #decoders = [];
  #ended = false;
  #timer = null;
  #socket = null;
  #state;
  #settle;

  // send(): { status, statusText, headersList, body } or an exception, the cause of the failure
  constructor(state) {
    this.#state = state;
  }
  send() {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#start();
    });
  }

  #start() {
    const { url, method, headersList, body } = this.#state;
    const bytes = body === null ? null : body.source instanceof Uint8Array ? body.source : null;
    // A close after HEAD: some servers send a body.
    const fields = ['host', url.host, 'connection', method === 'HEAD' ? 'close' : 'keep-alive'];
    for (const [name, value] of headersList.fields()) fields.push(name, value);
    if (body !== null && body.length === null) fields.push('transfer-encoding', 'chunked');
    const hostname = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
    const request = this.#request = (url.protocol === 'https:' ? https : http).request({
      agent: agentOf(url.protocol), protocol: url.protocol, hostname, port: url.port === '' ? undefined : Number(url.port),
      path: `${url.pathname}${url.search}`, method, headers: fields, setHost: false, [kKeepsMethod]: true,
    });
    this.#wait(kAnswerTimeout, () => new HeadersTimeoutError());
    request.on('socket', (socket) => this.#watchConnecting(socket));
    request.on('response', (response) => this.#onResponse(response));
    request.on('error', (error) => this.#onError(request, error));
    if (body === null) request.end();
    else if (bytes !== null) request.end(bytes);
    else this.#sendStream(request, body.stream);
  }
  #watchConnecting(socket) {
    this.#socket = socket;
    if (!socket.connecting) return;
    const timer = setTimeout(() => socket.destroy(new ConnectTimeoutError()), kConnectTimeout);
    socket.once('connect', () => clearTimeout(timer));
    socket.once('close', () => clearTimeout(timer));
  }
  async #sendStream(request, stream) {
    try {
      for await (const chunk of stream) {
        if (request.destroyed) return;
        if (!request.write(chunk)) await new Promise((resolve) => request.once('drain', resolve).once('close', resolve));
      }
      request.end();
    } catch (error) {
      this.destroy(error);
    }
  }
  #wait(delay, makeError) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.destroy(makeError()), delay).unref();
  }

  #onError(request, error) {
    if (this.#ended || request !== this.#request) return;
    const { body } = this.#state;
    // A kept connection that its server had just given up: once more on another one.
    if (request.reusedSocket && error.code === 'ECONNRESET' && this.#response === null && (body === null || body.source instanceof Uint8Array)) {
      this.#start();
      return;
    }
    this.destroy(translate(error, this.#socket));
  }

  #onResponse(response) {
    this.#response = response;
    const headersList = new HeaderList();
    const { rawHeaders, statusCode, statusMessage } = response;
    for (let i = 0; i < rawHeaders.length; i += 2) headersList.append(rawHeaders[i].toLowerCase(), rawHeaders[i + 1]);
    this.#wait(kAnswerTimeout, () => new BodyTimeoutError());
    response.on('error', (error) => this.#fail(translate(error, this.#socket)));
    const source = this.#decode(response, headersList, statusCode);
    const stream = new ReadableStream({
      type: 'bytes',
      start: (controller) => { this.#controller = controller; },
      pull: () => { source.resume(); },
      cancel: () => this.destroy(null),
    });
    source.pause();
    source.on('data', (chunk) => {
      if (this.#ended) return;
      this.#timer?.refresh();
      // A copy: what is enqueued loses its memory to the stream.
      this.#controller.enqueue(new Uint8Array(chunk));
      if (!(this.#controller.desiredSize > 0)) source.pause();
    });
    source.on('end', () => {
      if (this.#ended) return;
      this.#end();
      this.#controller.close();
      this.#controller.byobRequest?.respond(0);
    });
    source.on('error', (error) => this.#fail(translate(error, this.#socket)));
    this.#settle.resolve({ status: statusCode, statusText: statusMessage, headersList, body: new Body({ stream }) });
  }
  // RFC 9110 §8.4: codings in the order in which they were applied.
  #decode(response, headersList, status) {
    const { method } = this.#state;
    const codings = (headersList.get('content-encoding') ?? '').toLowerCase().split(',').map((coding) => coding.trim()).filter(Boolean);
    if (method === 'HEAD' || method === 'CONNECT' || [101, 204, 205, 304].includes(status) || codings.length === 0) return response;
    const options = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH };
    const makers = {
      'gzip': () => zlib.createGunzip(options),
      'x-gzip': () => zlib.createGunzip(options),
      'deflate': () => new DeflateDecoder(options),
      'br': () => zlib.createBrotliDecompress({ flush: zlib.constants.BROTLI_OPERATION_FLUSH, finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }),
    };
    if (!codings.every((coding) => coding in makers)) return response;
    this.#decoders = codings.reverse().map((coding) => makers[coding]());
    let source = response;
    for (const decoder of this.#decoders) {
      source.on('error', () => {});
      source = source.pipe(decoder);
      decoder.on('error', (error) => this.#fail(error));
    }
    return source;
  }

  #end() {
    this.#ended = true;
    clearTimeout(this.#timer);
  }
  // Of the body.
  #fail(error) {
    if (this.#ended) return;
    this.#end();
    this.#request.destroy();
    this.#controller.error(new TypeError('terminated', { cause: error }));
  }
  // The end before its time: `error` is the cause, null when nobody wants to know. `bodyError` is what readers of the body get.
  destroy(error, bodyError) {
    if (this.#ended) return;
    if (this.#controller !== null && error !== null && bodyError === undefined) {
      this.#fail(error);
      return;
    }
    this.#end();
    this.#request?.destroy();
    for (const decoder of this.#decoders) decoder.destroy();
    if (this.#controller === null) this.#settle.reject(error);
    else if (bodyError !== undefined) this.#controller.error(bodyError);
  }
}

// "deflate" means zlib's format, but some servers send the bare one: the first byte tells.
class DeflateDecoder extends require('stream').Transform {
  #inflate = null;
  #options;
  constructor(options) {
    super();
    this.#options = options;
  }
  _transform(chunk, encoding, callback) {
    if (this.#inflate === null) {
      if (chunk.length === 0) {
        callback();
        return;
      }
      this.#inflate = (chunk[0] & 0x0f) === 0x08 ? zlib.createInflate(this.#options) : zlib.createInflateRaw(this.#options);
      this.#inflate.on('data', (data) => this.push(data)).on('end', () => this.push(null)).on('error', (error) => this.destroy(error));
    }
    this.#inflate.write(chunk, encoding, callback);
  }
  _final(callback) {
    this.#inflate?.end();
    this.#inflate = null;
    callback();
  }
}

module.exports = { Exchange };
