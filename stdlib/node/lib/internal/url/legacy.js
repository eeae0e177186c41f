// The older interface of node:url: Url objects.
'use strict';
const native = require('internal/native');
const querystring = require('querystring');
const { domainToASCII } = require('internal/url/host');
const { invalidUrl } = require('internal/url');

// With a host even without slashes, and a path of at least "/".
const kSlashed = new Set(['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'].flatMap((name) => [name, `${name}:`]));
const isHostless = (protocol) => protocol === 'javascript' || protocol === 'javascript:';
const kForbiddenHost = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const kForbiddenIPv6Host = /[\0\t\n\r #%/<>?@\\^|]/;
const kMaxHostname = 255;

const kEscape = /[\t\n\r "'<>\\^`{|}]/g;
const escapeRest = (text) => text.replace(kEscape, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  const parsed = new Url();
  parsed.parse(url, parseQueryString, slashesDenoteHost);
  return parsed;
}

// Without the white space around it, with slashes for the backslashes before its query.
function prepared(url) {
  const text = url.replace(/^[\0- \u00a0\ufeff]+|[\0- \u00a0\ufeff]+$/g, '');
  const end = text.search(/[?#]/);
  return end < 0 ? text.replaceAll('\\', '/') : text.slice(0, end).replaceAll('\\', '/') + text.slice(end);
}

// Where the host's part of "user@host:80/…" ends, and its credentials.
function splitHost(rest) {
  let at = -1, notHost = -1;
  scan: for (let i = 0; i < rest.length; i++) {
    switch (rest[i]) {
      case '\t': case '\n': case '\r':  // not part of it
        rest = rest.slice(0, i) + rest.slice(i + 1);
        i--;
        break;
      case ' ': case '"': case '%': case "'": case ';': case '<': case '>': case '\\': case '^': case '`': case '{':
      case '|': case '}':
        if (notHost < 0) notHost = i;
        break;
      case '#': case '/': case '?':
        if (notHost < 0) notHost = i;
        break scan;
      case '@':
        at = i;
        notHost = -1;
        break;
    }
  }
  const end = notHost < 0 ? rest.length : notHost;
  return { auth: at < 0 ? null : rest.slice(0, at), host: rest.slice(at + 1, end), rest: rest.slice(end) };
}

Url.prototype.parse = function(url, parseQueryString, slashesDenoteHost) {
  if (typeof url !== 'string') throw native.invalidArgType('url', 'of type string', url);
  let rest = prepared(url);
  if (!slashesDenoteHost && !/[#@]/.test(url)) {
    const simple = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/.exec(rest);
    if (simple) {
      this.path = rest;
      this.href = rest;
      this.pathname = simple[1];
      if (simple[2]) {
        this.search = simple[2];
        this.query = parseQueryString ? querystring.parse(simple[2].slice(1)) : simple[2].slice(1);
      } else if (parseQueryString) {
        this.search = null;
        this.query = { __proto__: null };
      }
      return this;
    }
  }
  const scheme = /^[a-z0-9.+-]+:/i.exec(rest)?.[0];
  const protocol = scheme?.toLowerCase();
  if (scheme) {
    this.protocol = protocol;
    rest = rest.slice(scheme.length);
  }
  let slashes = false;
  if (slashesDenoteHost || scheme || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !(protocol && isHostless(protocol))) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!isHostless(protocol) && (slashes || (scheme && !kSlashed.has(scheme)))) rest = parseHost(this, rest, url);
  if (!isHostless(protocol)) rest = escapeRest(rest);
  const hashAt = rest.indexOf('#');
  if (hashAt >= 0) {
    this.hash = rest.slice(hashAt);
    rest = rest.slice(0, hashAt);
  }
  const queryAt = rest.indexOf('?');
  if (queryAt >= 0) {
    this.search = rest.slice(queryAt);
    this.query = rest.slice(queryAt + 1);
    if (parseQueryString) this.query = querystring.parse(this.query);
    rest = rest.slice(0, queryAt);
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  if (rest !== '') this.pathname = rest;
  if (kSlashed.has(protocol) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

let warnedOfPort = false;
function warnInvalidPort(whole) {
  if (warnedOfPort) return;
  warnedOfPort = true;
  process.emitWarning(`The URL ${whole} is invalid. Future versions of Node.js will throw an error.`, 'DeprecationWarning', 'DEP0170');
}

// What follows the host.
function parseHost(url, text, whole) {
  let { auth, host, rest } = splitHost(text);
  if (auth !== null) url.auth = decodeURIComponent(auth);
  url.host = host;
  url.parseHost();
  if (typeof url.hostname !== 'string') url.hostname = '';
  const ipv6 = url.hostname[0] === '[' && url.hostname.endsWith(']');
  if (!ipv6) {
    const bad = /["';:`{}]/.exec(url.hostname);
    if (bad !== null) {
      if (bad[0] === ':') warnInvalidPort(whole);
      rest = `/${url.hostname.slice(bad.index)}${rest}`;
      url.hostname = url.hostname.slice(0, bad.index);
    }
  }
  url.hostname = url.hostname.length > kMaxHostname ? '' : url.hostname.toLowerCase();
  if (url.hostname !== '') {
    if (ipv6) {
      if (kForbiddenIPv6Host.test(url.hostname)) throw invalidUrl(whole);
    } else {
      url.hostname = domainToASCII(url.hostname);
      if (url.hostname === '' || kForbiddenHost.test(url.hostname)) throw invalidUrl(whole);
    }
  }
  url.host = (url.hostname || '') + (url.port ? `:${url.port}` : '');
  if (ipv6) {
    url.hostname = url.hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

Url.prototype.parseHost = function() {
  let { host } = this;
  const port = /:[0-9]*$/.exec(host)?.[0];
  if (port !== undefined) {
    if (port !== ':') this.port = port.slice(1);
    host = host.slice(0, host.length - port.length);
  }
  if (host) this.hostname = host;
};

Url.prototype.format = function() {
  let auth = this.auth || '', protocol = this.protocol || '', pathname = this.pathname || '', hash = this.hash || '';
  let host = '', query = '';
  if (auth) auth = `${querystring.escape(auth).replace(/%3A/gi, ':')}@`;
  if (this.host) host = auth + this.host;
  else if (this.hostname) host = auth + (this.hostname.includes(':') && !/^\[.*\]$/s.test(this.hostname) ? `[${this.hostname}]` : this.hostname) + (this.port ? `:${this.port}` : '');
  if (this.query !== null && typeof this.query === 'object') query = querystring.stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  pathname = pathname.replace(/[#?]/g, (c) => (c === '#' ? '%23' : '%3F'));
  if (this.slashes || kSlashed.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

Url.prototype.resolve = function(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};
const urlResolve = (source, relative) => urlParse(source, false, true).resolve(relative);
const urlResolveObject = (source, relative) => (source ? urlParse(source, false, true).resolveObject(relative) : relative);

function setPath(url) {
  if (url.pathname !== null || url.search !== null) url.path = (url.pathname || '') + (url.search || '');
}

// "user@host" as the first part of a path
function takeAuth(url) {
  const at = url.host && url.host.indexOf('@') > 0 ? url.host.indexOf('@') : -1;
  if (at < 0) return;
  url.auth = url.host.slice(0, at);
  url.host = url.hostname = url.host.slice(at + 1);
}

Url.prototype.resolveObject = function(relative) {
  if (typeof relative === 'string') relative = urlParse(relative, false, true);
  const result = Object.assign(new Url(), this);
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    for (const key of Object.keys(relative)) if (key !== 'protocol') result[key] = relative[key];
    if (kSlashed.has(result.protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) return otherScheme(result, relative);
  return samePlace(result, relative);
};

function otherScheme(result, relative) {
  if (!kSlashed.has(relative.protocol)) {
    Object.assign(result, relative);
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  if (!relative.host && !/^file:?$/.test(relative.protocol) && !isHostless(relative.protocol)) {
    const parts = (relative.pathname || '').split('/');
    while (parts.length && !(relative.host = parts.shift()));
    if (!relative.host) relative.host = '';
    if (!relative.hostname) relative.hostname = '';
    if (parts[0] !== '') parts.unshift('');
    if (parts.length < 2) parts.unshift('');
    result.pathname = parts.join('/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) result.path = (result.pathname || '') + (result.search || '');
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
}

function samePlace(result, relative) {
  const isSourceAbsolute = result.pathname && result.pathname[0] === '/';
  const isRelativeAbsolute = relative.host || (relative.pathname && relative.pathname[0] === '/');
  let mustEndAbsolute = isRelativeAbsolute || isSourceAbsolute || (result.host && relative.pathname);
  const removeAllDots = mustEndAbsolute;
  let source = (result.pathname && result.pathname.split('/')) || [];
  const parts = (relative.pathname && relative.pathname.split('/')) || [];
  const noHost = result.protocol && !kSlashed.has(result.protocol);
  if (noHost) {
    // The host is the first part of the path then.
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (source[0] === '') source[0] = result.host;
      else source.unshift(result.host);
    }
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (parts[0] === '') parts[0] = relative.host;
        else parts.unshift(relative.host);
      }
      relative.host = null;
    }
    mustEndAbsolute = mustEndAbsolute && (parts[0] === '' || source[0] === '');
  }
  if (isRelativeAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    source = parts;
  } else if (parts.length) {
    source.pop();
    source = source.concat(parts);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (noHost) {
      result.hostname = result.host = source.shift();
      takeAuth(result);
    }
    result.search = relative.search;
    result.query = relative.query;
    setPath(result);
    result.href = result.format();
    return result;
  }
  if (!source.length) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }
  let last = source[source.length - 1];
  const hasTrailingSlash = ((result.host || relative.host || source.length > 1) && (last === '.' || last === '..')) || last === '';
  let up = 0;
  for (let i = source.length - 1; i >= 0; i--) {
    last = source[i];
    if (last === '.') {
      source.splice(i, 1);
    } else if (last === '..') {
      source.splice(i, 1);
      up++;
    } else if (up) {
      source.splice(i, 1);
      up--;
    }
  }
  if (!mustEndAbsolute && !removeAllDots) {
    while (up--) source.unshift('..');
  }
  if (mustEndAbsolute && source[0] !== '' && (!source[0] || source[0][0] !== '/')) source.unshift('');
  if (hasTrailingSlash && !source.join('/').endsWith('/')) source.push('');
  const isAbsolute = source[0] === '' || (source[0] && source[0][0] === '/');
  if (noHost) {
    result.hostname = result.host = isAbsolute ? '' : source.length ? source.shift() : '';
    takeAuth(result);
  }
  mustEndAbsolute = mustEndAbsolute || (result.host && source.length);
  if (mustEndAbsolute && !isAbsolute) source.unshift('');
  if (!source.length) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = source.join('/');
  }
  setPath(result);
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
}

module.exports = { Url, urlParse, urlResolve, urlResolveObject, formatLegacy: Url.prototype.format };
