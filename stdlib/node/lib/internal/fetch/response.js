// Response (Fetch Standard §5.5).
'use strict';
const { Headers, HeaderList, fillHeaders, makeHeaders } = require('internal/fetch/headers');
const { extractBody, mixin } = require('internal/fetch/body');
const { byteString, checkCount, define, dictionary, illegalInvocation, kInspect, shown, usvString } = require('internal/fetch/convert');
const { isReadableStream } = require('internal/webstreams/readable');
const { URL } = require('internal/url');

const kNullBody = new Set([101, 204, 205, 304]);
const kRedirects = new Set([301, 302, 303, 307, 308]);

// A response (§2.2.6)
const newState = (facts) => ({
  type: 'default', aborted: false, status: 200, statusText: '', urlList: [], headersList: new HeaderList(), body: null, ...facts,
});

let stateOf, make;

class _Response {
  #state;
  #headers;

  constructor(body = null, init = undefined) {
    init = dictionary(init, 'Response constructor');
    this.#state = newState();
    this.#headers = makeHeaders(this.#state.headersList, 'response');
    initialise(this, init, body === null || body === undefined ? null : extractBody(body));
  }
  static {
    stateOf = (response) => {
      if (typeof response !== 'object' || response === null || !(#state in response)) throw illegalInvocation();
      return response.#state;
    };
    make = (state, guard) => {
      const response = new _Response(null);
      response.#state = state;
      response.#headers = makeHeaders(state.headersList, guard);
      return response;
    };
  }

  static error() {
    return make(newState({ type: 'error', status: 0 }), 'immutable');
  }
  static json(data, init = undefined) {
    checkCount(arguments, 1, 'Response.json');
    init = dictionary(init, 'Response.json');
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const response = make(newState(), 'response');
    initialise(response, init, { body: extractBody(text).body, type: 'application/json' });
    return response;
  }
  static redirect(url, status = 302) {
    checkCount(arguments, 1, 'Response.redirect');
    url = usvString(url, 'Response.redirect', 'url');
    status = Number(status) & 0xffff;
    let parsed;
    try {
      parsed = new URL(url);
    } catch (error) {
      throw new TypeError(`Failed to parse URL from ${url}`, { cause: error });
    }
    if (!kRedirects.has(status)) throw new RangeError(`Invalid status code ${status}`);
    const response = make(newState({ status }), 'immutable');
    response.#state.headersList.append('location', parsed.href);
    return response;
  }

  get type() { return stateOf(this).type; }
  get url() {
    const { urlList } = stateOf(this);
    if (urlList.length === 0) return '';
    const { href } = urlList[urlList.length - 1];
    const hash = href.indexOf('#');
    return hash === -1 ? href : href.slice(0, hash);
  }
  get redirected() { return stateOf(this).urlList.length > 1; }
  get status() { return stateOf(this).status; }
  get ok() {
    const { status } = stateOf(this);
    return status >= 200 && status <= 299;
  }
  get statusText() { return stateOf(this).statusText; }
  get headers() {
    stateOf(this);
    return this.#headers;
  }
  get body() {
    const { body } = stateOf(this);
    return body === null ? null : body.stream;
  }
  get bodyUsed() {
    const { body } = stateOf(this);
    return body !== null && body.isDisturbed();
  }
  clone() {
    const state = stateOf(this);
    if (state.body !== null && state.body.isUnusable()) throw new TypeError('Response.clone: Body has already been consumed.');
    return make({ ...state, headersList: state.headersList.copy(), body: state.body === null ? null : state.body.clone() },
                state.type === 'default' ? 'response' : 'immutable');
  }
  [kInspect](depth, options) {
    return shown('Response', {
      status: this.status, statusText: this.statusText, headers: this.headers, body: this.body, bodyUsed: this.bodyUsed, ok: this.ok,
      redirected: this.redirected, type: this.type, url: this.url,
    }, depth, options);
  }
}

// §5.5 initialize a response
function initialise(response, init, extracted) {
  const state = stateOf(response);
  const { status: givenStatus, statusText, headers } = init;
  let status = null;
  if (givenStatus !== undefined) {
    status = Number(givenStatus) & 0xffff;
    if (status < 200 || status > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
  }
  if (statusText !== undefined) {
    const text = byteString(statusText, 'Response constructor', 'init.statusText');
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) throw new TypeError('Invalid statusText');
    state.statusText = text;
  }
  if (status !== null) state.status = status;
  if (headers !== undefined) fillHeaders(response.headers, headers);
  if (extracted === null) return;
  if (kNullBody.has(state.status)) throw new TypeError(`Response constructor: Invalid response status code ${state.status}`);
  state.body = extracted.body;
  if (extracted.type !== null && !state.headersList.has('content-type')) state.headersList.append('content-type', extracted.type);
}

mixin(_Response, (response) => stateOf(response));
define(_Response, 'Response', ['type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers', 'body', 'bodyUsed', 'clone']);
for (const name of ['json', 'redirect', 'error']) Object.defineProperty(_Response, name, { enumerable: true });

module.exports = { Response: _Response, makeResponse: make, newResponseState: newState, responseState: stateOf, kNullBody, kRedirects };
