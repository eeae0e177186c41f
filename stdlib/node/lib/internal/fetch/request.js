// Request (Fetch Standard §5.4).
'use strict';
const { isToken } = require('internal/http_native');
const { AbortSignal } = require('internal/abort_controller');
const { HeaderList, fillHeaders, headerListOf, Headers, makeHeaders } = require('internal/fetch/headers');
const { extractBody, mixin } = require('internal/fetch/body');
const { byteString, checkCount, define, dictionary, domString, illegalInvocation, kInspect, oneOf, shown, usvString } = require('internal/fetch/convert');
const { URL } = require('internal/url');

const kNormalised = { delete: 'DELETE', get: 'GET', head: 'HEAD', options: 'OPTIONS', post: 'POST', put: 'PUT' };
const kForbidden = new Set(['CONNECT', 'TRACE', 'TRACK']);
const kModes = ['navigate', 'same-origin', 'no-cors', 'cors'];
const kCredentials = ['omit', 'same-origin', 'include'];
const kCaches = ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'];
const kRedirectModes = ['follow', 'manual', 'error'];
const kPolicies = ['', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin', 'origin-when-cross-origin',
  'strict-origin-when-cross-origin', 'unsafe-url'];

let warnedOfPatch = false;
let stateOf;

function parseUrl(input) {
  let url;
  try {
    url = new URL(input);
  } catch (error) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause: error });
  }
  if (url.username || url.password) throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  return url;
}

class _Request {
  #state;
  #headers;
  #signal;

  constructor(input, init = {}) {
    checkCount(arguments, 1, 'Request constructor');
    const given = input !== null && typeof input === 'object' && #state in input ? input : null;
    if (given === null) input = usvString(input, 'Request constructor', 'input');
    init = dictionary(init, 'Request constructor');
    const old = given === null ? null : given.#state;
    const state = this.#state = {
      method: 'GET', referrer: 'about:client', referrerPolicy: '', mode: 'cors', credentials: 'same-origin', cache: 'default', redirect: 'follow',
      integrity: '', keepalive: false, body: null, headersList: new HeaderList(), duplex: 'half',
      ...old, ...(old ? { headersList: old.headersList.copy(), body: null } : { url: parseUrl(input) }),
    };
    if (init.window !== undefined && init.window !== null) throw new TypeError("'window' option 'client' must be null");
    if (init.referrer !== undefined) state.referrer = readReferrer(usvString(init.referrer, 'Request constructor', 'referrer'));
    if (init.referrerPolicy !== undefined) state.referrerPolicy = oneOf(init.referrerPolicy, kPolicies, 'Request constructor');
    if (init.mode !== undefined) {
      state.mode = oneOf(init.mode, kModes, 'Request constructor');
      if (state.mode === 'navigate') throw new TypeError('Request constructor: invalid request mode navigate.');
    }
    if (init.credentials !== undefined) state.credentials = oneOf(init.credentials, kCredentials, 'Request constructor');
    if (init.cache !== undefined) state.cache = oneOf(init.cache, kCaches, 'Request constructor');
    if (state.cache === 'only-if-cached' && state.mode !== 'same-origin')
      throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode");
    if (init.redirect !== undefined) state.redirect = oneOf(init.redirect, kRedirectModes, 'Request constructor');
    if (init.integrity !== undefined) state.integrity = domString(init.integrity, 'Request constructor', 'integrity');
    if (init.keepalive !== undefined) state.keepalive = Boolean(init.keepalive);
    if (init.method !== undefined) state.method = readMethod(init.method);
    const signal = init.signal !== undefined ? init.signal : given === null ? undefined : given.#signal;
    if (signal !== undefined && signal !== null && !(signal instanceof AbortSignal))
      throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
    this.#signal = AbortSignal.any(signal ? [signal] : []);
    state.signal = this.#signal;
    this.#headers = makeHeaders(state.headersList, 'request');
    if (state.mode === 'no-cors' && !['GET', 'HEAD', 'POST'].includes(state.method))
      throw new TypeError(`'${state.method} is unsupported in no-cors mode.`);
    if (init.headers !== undefined) {
      state.headersList.map.clear();
      state.headersList.cookies = null;
      if (init.headers instanceof Headers) for (const [name, value] of headerListOf(init.headers).fields()) state.headersList.append(name, value);
      else fillHeaders(this.#headers, init.headers);
    }
    state.body = readBody(this.#state, init, given, old);
  }
  static {
    stateOf = (request) => {
      if (typeof request !== 'object' || request === null || !(#state in request)) throw illegalInvocation();
      return request.#state;
    };
  }

  get method() { return stateOf(this).method; }
  get url() { return stateOf(this).url.href; }
  get headers() {
    stateOf(this);
    return this.#headers;
  }
  get destination() {
    stateOf(this);
    return '';
  }
  get referrer() { return String(stateOf(this).referrer); }
  get referrerPolicy() { return stateOf(this).referrerPolicy; }
  get mode() { return stateOf(this).mode; }
  get credentials() { return stateOf(this).credentials; }
  get cache() { return stateOf(this).cache; }
  get redirect() { return stateOf(this).redirect; }
  get integrity() { return stateOf(this).integrity; }
  get keepalive() { return stateOf(this).keepalive; }
  get isReloadNavigation() {
    stateOf(this);
    return false;
  }
  get isHistoryNavigation() {
    stateOf(this);
    return false;
  }
  get signal() {
    stateOf(this);
    return this.#signal;
  }
  get body() {
    const { body } = stateOf(this);
    return body === null ? null : body.stream;
  }
  get bodyUsed() {
    const { body } = stateOf(this);
    return body !== null && body.isDisturbed();
  }
  get duplex() {
    stateOf(this);
    return 'half';
  }
  clone() {
    const state = stateOf(this);
    if (state.body !== null && state.body.isUnusable()) throw new TypeError('unusable');
    const copy = new _Request(this.url, { signal: this.#signal });
    copy.#state = { ...state, headersList: state.headersList.copy(), body: state.body === null ? null : state.body.clone(), signal: copy.#signal };
    copy.#headers = makeHeaders(copy.#state.headersList, 'request');
    return copy;
  }
  [kInspect](depth, options) {
    const facts = {};
    for (const name of ['method', 'url', 'headers', 'destination', 'referrer', 'referrerPolicy', 'mode', 'credentials', 'cache', 'redirect', 'integrity',
      'keepalive', 'isReloadNavigation', 'isHistoryNavigation', 'signal'])
      facts[name] = this[name];
    return shown('Request', facts, depth, options);
  }
}

function readReferrer(referrer) {
  if (referrer === '') return 'no-referrer';
  let url;
  try {
    url = new URL(referrer);
  } catch (error) {
    throw new TypeError(`Referrer "${referrer}" is not a valid URL.`, { cause: error });
  }
  return url.protocol === 'about:' && url.pathname === 'client' ? 'about:client' : url;
}

function readMethod(value) {
  const method = byteString(value, 'Request constructor', 'method');
  if (!isToken(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  if (kForbidden.has(method.toUpperCase())) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  if (method === 'patch' && !warnedOfPatch) {
    process.emitWarning('Using `patch` is highly likely to result in a `405 Method Not Allowed`. `PATCH` is much more likely to succeed.',
                        { code: 'UNDICI-FETCH-patch' });
    warnedOfPatch = true;
  }
  return kNormalised[method.toLowerCase()] ?? method;
}

function readBody(state, init, given, old) {
  const hasNew = init.body !== undefined && init.body !== null;
  const inherited = old === null ? null : old.body;
  if ((hasNew || inherited !== null) && (state.method === 'GET' || state.method === 'HEAD'))
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  if (hasNew) {
    const { body, type } = extractBody(init.body, state.keepalive);
    if (type !== null && !state.headersList.has('content-type')) state.headersList.append('content-type', type);
    if (body.source === null) {
      if (init.duplex === undefined || init.duplex === null) throw new TypeError('RequestInit: duplex option is required when sending a body.');
      if (state.mode !== 'same-origin' && state.mode !== 'cors') throw new TypeError('If request is made from ReadableStream, mode should be "same-origin" or "cors"');
    }
    if (init.duplex !== undefined) oneOf(init.duplex, ['half'], 'Request constructor');
    return body;
  }
  if (inherited === null) return null;
  if (inherited.isUnusable()) throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
  // The old request's body is this one's from now on.
  const taken = inherited.clone();
  inherited.stream.cancel().catch(() => {});
  return taken;
}

mixin(_Request, (request) => stateOf(request));
define(_Request, 'Request', ['method', 'url', 'headers', 'destination', 'referrer', 'referrerPolicy', 'mode', 'credentials', 'cache', 'redirect', 'integrity',
  'keepalive', 'isReloadNavigation', 'isHistoryNavigation', 'signal', 'body', 'bodyUsed', 'duplex', 'clone']);

module.exports = { Request: _Request, requestState: stateOf };
