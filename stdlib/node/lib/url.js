// node:url
'use strict';
const native = require('internal/native');
const idna = require('internal/idna_native');
const path = require('path');
const { parse, states } = require('internal/url/parser');
const { percentEncode, filePath } = require('internal/url/encoding');
const { URL, URLSearchParams, missing } = require('internal/url');
const { Url, urlParse, urlResolve, urlResolveObject, formatLegacy } = require('internal/url/legacy');

const isUrl = (value) => Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);

function domainToASCII(domain) {
  if (arguments.length < 1) throw missing('domain');
  const record = parse('ws://x');
  return parse(`${domain}`.toWellFormed(), undefined, record, states.hostname) === undefined ? '' : record.host;
}
function domainToUnicode(domain) {
  if (arguments.length < 1) throw missing('domain');
  return idna.toUnicode(domainToASCII(`${domain}`));
}

function fileURLToPath(url) {
  if (typeof url === 'string') url = new URL(url);
  else if (!isUrl(url)) throw native.invalidArgType('path', 'of type string or an instance of URL', url);
  if (url.protocol !== 'file:') throw native.makeError('TypeError', 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  if (url.hostname !== '') throw native.makeError('TypeError', 'ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
  if (/%2f/i.test(url.pathname)) throw native.makeError('TypeError', 'ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
  return decodeURIComponent(url.pathname);
}

function pathToFileURL(name) {
  if (typeof name !== 'string') throw native.invalidArgType('path', 'of type string', name);
  let resolved = path.resolve(name);
  if (name.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
  return new URL(`file://${percentEncode(resolved.toWellFormed(), filePath)}`);
}

function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

function formatUrl(url, options) {
  if (options !== undefined && options !== null && typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
  const wanted = (name, fallback) => (options?.[name] === undefined || options[name] === null ? fallback : Boolean(options[name]));
  let { host } = url;
  if (wanted('unicode', false) && host !== '') host = `${idna.toUnicode(url.hostname) || url.hostname}${url.port === '' ? '' : `:${url.port}`}`;
  const auth = wanted('auth', true) && (url.username !== '' || url.password !== '') ? `${url.username}${url.password === '' ? '' : `:${url.password}`}@` : '';
  const start = url.href.startsWith(`${url.protocol}//`) ? `${url.protocol}//${auth}${host}` : url.protocol;
  return start + url.pathname + (wanted('search', true) ? url.search : '') + (wanted('fragment', true) ? url.hash : '');
}

function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = urlParse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw native.invalidArgType('urlObject', 'one of type object or string', urlObject);
  } else if (isUrl(urlObject)) {
    return formatUrl(urlObject, options);
  }
  return Reflect.apply(formatLegacy, urlObject, []);
}

module.exports = {
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
