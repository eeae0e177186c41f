// The basic URL parser and the URL serializer (URL Standard, "URL parsing").
'use strict';
const { parseHost } = require('internal/url/host');
const encoding = require('internal/url/encoding');
const { percentEncode } = encoding;

const kSpecial = { '__proto__': null, 'ftp': 21, 'file': null, 'http': 80, 'https': 443, 'ws': 80, 'wss': 443 };

const kSchemeStart = 1, kScheme = 2, kNoScheme = 3, kSpecialRelativeOrAuthority = 4, kPathOrAuthority = 5, kRelative = 6,
      kRelativeSlash = 7, kSpecialAuthoritySlashes = 8, kSpecialAuthorityIgnoreSlashes = 9, kAuthority = 10, kHost = 11,
      kHostname = 12, kPort = 13, kFile = 14, kFileSlash = 15, kFileHost = 16, kPathStart = 17, kPath = 18, kOpaquePath = 19,
      kQuery = 20, kFragment = 21;

function newRecord() {
  // `path` is a string when it is opaque.
  return { scheme: '', username: '', password: '', host: null, port: null, path: [], query: null, fragment: null };
}
const isSpecial = (url) => url.scheme in kSpecial;
const isOpaque = (url) => typeof url.path === 'string';
const hasCredentials = (url) => url.username !== '' || url.password !== '';
const isAlpha = (c) => (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
const isDigit = (c) => c >= '0' && c <= '9';
const isSingleDot = (segment) => segment === '.' || /^%2e$/i.test(segment);
const isDoubleDot = (segment) => /^(\.|%2e){2}$/i.test(segment);
const isDriveLetter = (text) => /^[a-zA-Z][:|]$/.test(text);
const isNormalizedDriveLetter = (text) => text !== undefined && /^[a-zA-Z]:$/.test(text);
const startsWithDriveLetter = (text, at) => /^[a-zA-Z][:|]([/\\?#]|$)/.test(text.slice(at, at + 3));

function shorten(url) {
  if (url.scheme === 'file' && url.path.length === 1 && isNormalizedDriveLetter(url.path[0])) return;
  url.path.pop();
}

// Parses into `url`, from the state `override` if given; undefined on failure.
function parse(input, base, url, override) {
  if (url === undefined) {
    url = newRecord();
    input = input.replace(/^[\0- ]+|[\0- ]+$/g, '');
  }
  if (/[\t\n\r]/.test(input)) input = input.replace(/[\t\n\r]/g, '');
  let state = override ?? kSchemeStart, buffer = '';
  let atSignSeen = false, insideBrackets = false, passwordTokenSeen = false;
  for (let p = 0; ; p++) {
    const c = input[p];
    const atEnd = c === undefined;
    const isSlash = c === '/' || (c === '\\' && isSpecial(url));
    switch (state) {
      case kSchemeStart:
        if (!atEnd && isAlpha(c)) {
          buffer += c.toLowerCase();
          state = kScheme;
        } else if (override === undefined) {
          state = kNoScheme;
          p--;
        } else {
          return undefined;
        }
        break;
      case kScheme:
        if (!atEnd && (isAlpha(c) || isDigit(c) || c === '+' || c === '-' || c === '.')) {
          buffer += c.toLowerCase();
        } else if (c === ':') {
          if (override !== undefined) {
            if (isSpecial(url) !== (buffer in kSpecial)) return url;
            if ((hasCredentials(url) || url.port !== null) && buffer === 'file') return url;
            if (url.scheme === 'file' && !url.host) return url;
          }
          url.scheme = buffer;
          if (override !== undefined) {
            if (url.port === kSpecial[url.scheme]) url.port = null;
            return url;
          }
          buffer = '';
          if (url.scheme === 'file') {
            state = kFile;
          } else if (isSpecial(url)) {
            state = base && base.scheme === url.scheme ? kSpecialRelativeOrAuthority : kSpecialAuthoritySlashes;
          } else if (input[p + 1] === '/') {
            state = kPathOrAuthority;
            p++;
          } else {
            url.path = '';
            state = kOpaquePath;
          }
        } else if (override === undefined) {
          buffer = '';
          state = kNoScheme;
          p = -1;
        } else {
          return undefined;
        }
        break;
      case kNoScheme:
        if (!base || (isOpaque(base) && c !== '#')) return undefined;
        if (isOpaque(base)) {
          Object.assign(url, { scheme: base.scheme, path: base.path, query: base.query, fragment: '' });
          state = kFragment;
        } else {
          state = base.scheme === 'file' ? kFile : kRelative;
          p--;
        }
        break;
      case kSpecialRelativeOrAuthority:
        if (c === '/' && input[p + 1] === '/') {
          state = kSpecialAuthorityIgnoreSlashes;
          p++;
        } else {
          state = kRelative;
          p--;
        }
        break;
      case kPathOrAuthority:
        state = c === '/' ? kAuthority : kPath;
        if (c !== '/') p--;
        break;
      case kRelative:
        url.scheme = base.scheme;
        if (c === '/' || (c === '\\' && isSpecial(url))) {
          state = kRelativeSlash;
          break;
        }
        Object.assign(url, { username: base.username, password: base.password, host: base.host, port: base.port, path: base.path.slice(), query: base.query || null });
        if (c === '?') {
          url.query = '';
          state = kQuery;
        } else if (c === '#') {
          url.fragment = '';
          state = kFragment;
        } else if (!atEnd) {
          url.query = null;
          shorten(url);
          state = kPath;
          p--;
        }
        break;
      case kRelativeSlash:
        if (isSpecial(url) && isSlash) {
          state = kSpecialAuthorityIgnoreSlashes;
        } else if (c === '/') {
          state = kAuthority;
        } else {
          Object.assign(url, { username: base.username, password: base.password, host: base.host, port: base.port });
          state = kPath;
          p--;
        }
        break;
      case kSpecialAuthoritySlashes:
        state = kSpecialAuthorityIgnoreSlashes;
        if (c === '/' && input[p + 1] === '/') p++;
        else p--;
        break;
      case kSpecialAuthorityIgnoreSlashes:
        if (c !== '/' && c !== '\\') {
          state = kAuthority;
          p--;
        }
        break;
      case kAuthority:
        if (c === '@') {
          if (atSignSeen) buffer = `%40${buffer}`;
          atSignSeen = true;
          let colon = passwordTokenSeen ? -1 : buffer.indexOf(':');
          if (passwordTokenSeen) {
            url.password += percentEncode(buffer, encoding.userinfo);
          } else if (colon < 0) {
            url.username += percentEncode(buffer, encoding.userinfo);
          } else {
            passwordTokenSeen = true;
            url.username += percentEncode(buffer.slice(0, colon), encoding.userinfo);
            url.password += percentEncode(buffer.slice(colon + 1), encoding.userinfo);
          }
          buffer = '';
        } else if (atEnd || isSlash || c === '?' || c === '#') {
          if (atSignSeen && buffer === '') return undefined;
          p -= buffer.length + 1;
          buffer = '';
          state = kHost;
        } else {
          buffer += c;
        }
        break;
      case kHost:
      case kHostname:
        if (override !== undefined && url.scheme === 'file') {
          p--;
          state = kFileHost;
        } else if (c === ':' && !insideBrackets) {
          if (buffer === '' || override === kHostname) return undefined;
          const host = parseHost(buffer, !isSpecial(url));
          if (host === undefined) return undefined;
          url.host = host;
          buffer = '';
          state = kPort;
        } else if (atEnd || isSlash || c === '?' || c === '#') {
          p--;
          if (isSpecial(url) && buffer === '') return undefined;
          if (override !== undefined && buffer === '' && (hasCredentials(url) || url.port !== null)) return undefined;
          const host = parseHost(buffer, !isSpecial(url));
          if (host === undefined) return undefined;
          url.host = host;
          buffer = '';
          state = kPathStart;
          if (override !== undefined) return url;
        } else {
          if (c === '[') insideBrackets = true;
          else if (c === ']') insideBrackets = false;
          buffer += c;
        }
        break;
      case kPort:
        if (!atEnd && isDigit(c)) {
          buffer += c;
        } else if (atEnd || isSlash || c === '?' || c === '#' || override !== undefined) {
          if (buffer !== '') {
            const port = Number(buffer);
            if (port > 65535) return override === undefined ? undefined : url;
            url.port = port === kSpecial[url.scheme] ? null : port;
            buffer = '';
          }
          if (override !== undefined) return url;
          state = kPathStart;
          p--;
        } else {
          return undefined;
        }
        break;
      case kFile:
        url.scheme = 'file';
        url.host = '';
        if (c === '/' || c === '\\') {
          state = kFileSlash;
        } else if (base && base.scheme === 'file') {
          Object.assign(url, { host: base.host, path: base.path.slice(), query: base.query || null });
          if (c === '?') {
            url.query = '';
            state = kQuery;
          } else if (c === '#') {
            url.fragment = '';
            state = kFragment;
          } else if (!atEnd) {
            url.query = null;
            if (startsWithDriveLetter(input, p)) url.path = [];
            else shorten(url);
            state = kPath;
            p--;
          }
        } else {
          state = kPath;
          p--;
        }
        break;
      case kFileSlash:
        if (c === '/' || c === '\\') {
          state = kFileHost;
        } else {
          if (base && base.scheme === 'file') {
            url.host = base.host;
            if (!startsWithDriveLetter(input, p) && isNormalizedDriveLetter(base.path[0])) url.path.push(base.path[0]);
          }
          state = kPath;
          p--;
        }
        break;
      case kFileHost:
        if (atEnd || c === '/' || c === '\\' || c === '?' || c === '#') {
          p--;
          if (override === undefined && isDriveLetter(buffer)) {
            state = kPath;
          } else if (buffer === '') {
            url.host = '';
            if (override !== undefined) return url;
            state = kPathStart;
          } else {
            const host = parseHost(buffer, !isSpecial(url));
            if (host === undefined) return undefined;
            url.host = host === 'localhost' ? '' : host;
            if (override !== undefined) return url;
            buffer = '';
            state = kPathStart;
          }
        } else {
          buffer += c;
        }
        break;
      case kPathStart:
        if (isSpecial(url)) {
          state = kPath;
          if (!isSlash) p--;
        } else if (override === undefined && c === '?') {
          url.query = '';
          state = kQuery;
        } else if (override === undefined && c === '#') {
          url.fragment = '';
          state = kFragment;
        } else if (!atEnd) {
          state = kPath;
          if (c !== '/') p--;
        } else if (override !== undefined && url.host === null) {
          url.path.push('');
        }
        break;
      case kPath:
        if (!(atEnd || isSlash || (override === undefined && (c === '?' || c === '#')))) {
          buffer += c;
          break;
        }
        if (isDoubleDot(buffer)) {
          // The URL Standard ends every such path in '/'; Node leaves the empty one of schemes that it does not know.
          const stays = url.path.length === 0 && !isSpecial(url);
          shorten(url);
          if (!isSlash && !stays) url.path.push('');
        } else if (isSingleDot(buffer)) {
          if (!isSlash) url.path.push('');
        } else {
          if (url.scheme === 'file' && url.path.length === 0 && isDriveLetter(buffer)) buffer = `${buffer[0]}:`;
          url.path.push(percentEncode(buffer, encoding.path));
        }
        buffer = '';
        if (c === '?') {
          url.query = '';
          state = kQuery;
        } else if (c === '#') {
          url.fragment = '';
          state = kFragment;
        }
        break;
      case kOpaquePath:
        if (atEnd || c === '?' || c === '#') {
          url.path += percentEncode(buffer, encoding.c0Control);
          buffer = '';
          if (c === '?') {
            url.query = '';
            state = kQuery;
          } else if (c === '#') {
            url.fragment = '';
            state = kFragment;
          }
        } else {
          buffer += c;
        }
        break;
      case kQuery:
        if (atEnd || (override === undefined && c === '#')) {
          url.query += percentEncode(buffer, isSpecial(url) ? encoding.specialQuery : encoding.query);
          buffer = '';
          if (c === '#') {
            url.fragment = '';
            state = kFragment;
          }
        } else {
          buffer += c;
        }
        break;
      case kFragment:
        url.fragment += percentEncode(input.slice(p), encoding.fragment);
        p = input.length;
        break;
    }
    if (p >= input.length) break;
  }
  return url;
}

const serializePath = (url) => (isOpaque(url) ? url.path : url.path.map((segment) => `/${segment}`).join(''));
const serializeHost = (url) => (url.host === null ? '' : url.host + (url.port === null ? '' : `:${url.port}`));

function serialize(url) {
  let out = `${url.scheme}:`;
  if (url.host !== null) {
    out += '//';
    if (hasCredentials(url)) out += `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
    out += serializeHost(url);
  } else if (!isOpaque(url) && url.path.length > 1 && url.path[0] === '') {
    out += '/.';
  }
  out += serializePath(url);
  if (url.query !== null) out += `?${url.query}`;
  if (url.fragment !== null) out += `#${url.fragment}`;
  return out;
}

module.exports = {
  parse, serialize, serializePath, serializeHost, isSpecial, isOpaque,
  states: { schemeStart: kSchemeStart, host: kHost, hostname: kHostname, port: kPort, pathStart: kPathStart, query: kQuery, fragment: kFragment },
};
