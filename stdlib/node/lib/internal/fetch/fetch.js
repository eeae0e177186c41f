// fetch() (Fetch Standard §4, §5.6), as undici does it in Node: no cache, no CORS, no cookies.
'use strict';
const { Request, requestState } = require('internal/fetch/request');
const { Response, makeResponse, newResponseState, kNullBody, kRedirects } = require('internal/fetch/response');
const { Headers, HeaderList } = require('internal/fetch/headers');
const { FormData } = require('internal/fetch/form_data');
const { extractBody } = require('internal/fetch/body');
const { Exchange } = require('internal/fetch/exchange');
const { readDataUrl } = require('internal/fetch/data_url');
const { URL } = require('internal/url');

const kMostRedirects = 20;
// §2.9 bad ports
const kBadPorts = new Set([1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
  119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995,
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]);
const kBodyFields = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length'];
const kSecretFields = ['authorization', 'proxy-authorization', 'cookie', 'host'];

const isHttp = (url) => url.protocol === 'http:' || url.protocol === 'https:';
const sameOrigin = (a, b) => a.protocol === b.protocol && a.hostname === b.hostname && a.port === b.port;

function fetch(input, init = undefined) {
  return new Promise((resolve, reject) => {
    const request = new Request(input, init);
    const { signal } = request;
    const job = new Fetch({ ...requestState(request), signal: undefined });
    const onAbort = () => {
      job.abort(signal.reason);
      reject(signal.reason);
    };
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    job.run().then((state) => {
      resolve(makeResponse(state, 'immutable'));
    }, (cause) => {
      if (!job.aborted) reject(new TypeError('fetch failed', { cause }));
    });
  });
}

class Fetch {
  #request;
  #response = null;
  #exchange = null;
  aborted = false;

  constructor(request) {
    this.#request = { ...request, headersList: request.headersList.copy() };
  }

  // Both bodies end with the reason.
  abort(reason) {
    this.aborted = true;
    const { body } = this.#request;
    if (body !== null && body.hasStream && !body.isUnusable()) body.stream.cancel(reason).catch(() => {});
    if (this.#response !== null) this.#response.aborted = true;
    this.#exchange?.destroy(reason, reason);
  }

  // The state of the response, or an exception: the cause of the failure.
  async run() {
    const { url, headersList } = this.#request;
    if (!headersList.has('accept')) headersList.append('accept', '*/*');
    if (!headersList.has('accept-language')) headersList.append('accept-language', '*');
    switch (url.protocol) {
      case 'data:': return this.#answerData(url);
      case 'blob:': return this.#answerBlob(url);
      case 'about:': throw new Error('about scheme is not supported');
      case 'file:': throw new Error('not implemented... yet...');
      case 'http:': case 'https:': return this.#followRedirects();
    }
    throw new Error('unknown scheme');
  }

  #answerData(url) {
    const found = readDataUrl(url);
    if (found === null) throw new Error('invalid data: URL');
    const headersList = new HeaderList();
    headersList.append('Content-Type', found.type);
    return newResponseState({ type: 'basic', statusText: 'OK', urlList: [url], headersList, body: extractBody(found.bytes).body });
  }
  #answerBlob(url) {
    const blob = require('buffer').resolveObjectURL?.(url.href);
    if (this.#request.method !== 'GET' || !(blob instanceof Blob)) throw new Error('invalid method');
    const headersList = new HeaderList();
    headersList.append('Content-Length', String(blob.size));
    headersList.append('Content-Type', blob.type);
    return newResponseState({ type: 'basic', statusText: 'OK', urlList: [url], headersList, body: extractBody(blob).body });
  }

  // §4.4 HTTP fetch, §4.5 HTTP-redirect fetch
  async #followRedirects() {
    const urlList = [this.#request.url];
    for (let redirects = 0; ; redirects++) {
      const url = urlList[urlList.length - 1];
      const answer = await this.#exchangeOnce(url);
      const location = kRedirects.has(answer.status) ? this.#locationOf(answer, url) : null;
      if (location === null || this.#request.redirect === 'manual') return this.#finish(answer, urlList);
      // What came with it is of no interest.
      this.#exchange.destroy(null);
      if (this.#request.redirect === 'error') throw new Error('unexpected redirect');
      if (!isHttp(location)) throw new Error('URL scheme must be a HTTP(S) scheme');
      if (redirects === kMostRedirects) throw new Error('redirect count exceeded');
      if (this.#request.mode === 'cors' && (location.username || location.password) && !sameOrigin(url, location))
        throw new Error('cross origin not allowed for request mode "cors"');
      this.#redirectTo(url, location, answer.status);
      urlList.push(location);
    }
  }
  #locationOf({ headersList }, url) {
    const text = headersList.get('location');
    if (text === null) return null;
    const location = new URL(Buffer.from(text, 'latin1').toString(), url);
    if (location.hash === '') location.hash = url.hash;
    return location;
  }
  #redirectTo(url, location, status) {
    const request = this.#request;
    const { headersList } = request;
    if (status !== 303 && request.body !== null && request.body.source === null) throw new Error('');
    if (((status === 301 || status === 302) && request.method === 'POST') ||
        (status === 303 && request.method !== 'GET' && request.method !== 'HEAD')) {
      request.method = 'GET';
      request.body = null;
      for (const name of kBodyFields) headersList.delete(name);
    }
    if (!sameOrigin(url, location)) for (const name of kSecretFields) headersList.delete(name);
    if (request.body !== null) request.body = extractBody(request.body.source).body;
  }

  // §4.6 HTTP-network-or-cache fetch
  async #exchangeOnce(url) {
    if (url.port !== '' && kBadPorts.has(Number(url.port))) throw new Error('bad port');
    const { method, body } = this.#request;
    const headersList = this.#request.headersList.copy();
    const length = body === null ? (method === 'POST' || method === 'PUT' ? 0 : null) : body.length;
    for (const name of ['host', 'content-length', 'connection', 'transfer-encoding']) headersList.delete(name);
    if (this.#request.referrer instanceof URL) headersList.append('referer', this.#request.referrer.href);
    headersList.append('sec-fetch-mode', this.#request.mode);
    if (!headersList.has('user-agent')) headersList.append('user-agent', 'node');
    if (['no-store', 'reload'].includes(this.#request.cache)) {
      if (!headersList.has('pragma')) headersList.append('pragma', 'no-cache');
      if (!headersList.has('cache-control')) headersList.append('cache-control', 'no-cache');
    } else if (this.#request.cache === 'no-cache' && !headersList.has('cache-control')) {
      headersList.append('cache-control', 'max-age=0');
    }
    if (headersList.has('range')) headersList.append('accept-encoding', 'identity');
    if (!headersList.has('accept-encoding')) headersList.append('accept-encoding', url.protocol === 'https:' ? 'br, gzip, deflate' : 'gzip, deflate');
    if (length !== null) headersList.append('content-length', String(length));
    this.#exchange = new Exchange({ url, method, headersList, body });
    return this.#exchange.send();
  }

  async #finish({ status, statusText, headersList, body }, urlList) {
    const { method, integrity } = this.#request;
    const hasBody = !(method === 'HEAD' || method === 'CONNECT' || kNullBody.has(status));
    if (!hasBody) body.stream.cancel().catch(() => {});
    const state = this.#response = newResponseState({ type: 'basic', status, statusText, headersList, urlList, body: hasBody ? body : null });
    if (integrity !== '' && hasBody) {
      const bytes = await body.bytes();
      if (!matchesIntegrity(bytes, integrity)) throw new Error('integrity mismatch');
      state.body = extractBody(bytes).body;
    }
    return state;
  }
}

// Subresource Integrity §3.3: one of the strongest digests that are given has to fit.
function matchesIntegrity(bytes, integrity) {
  const given = [...integrity.matchAll(/(?:^|\s)(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?=$|\s|\?)/g)];
  if (given.length === 0) return true;
  const strongest = given.map(([, algorithm]) => algorithm).sort().at(-1);
  const actual = require('crypto').createHash(strongest).update(bytes).digest('base64').replace(/=+$/, '');
  return given.some(([, algorithm, digest]) => algorithm === strongest && digest.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '') === actual);
}

module.exports = { fetch, Headers, Request, Response, FormData };
