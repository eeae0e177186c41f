// Wrong arguments and calls at the wrong time: codes and texts.
const http = require('http');
const log = (...a) => console.log(...a);
const attempt = (f) => { try { const v = f(); log('ok', typeof v === 'object' && v !== null ? v.constructor.name : v); } catch (e) { log(e.name, e.code, e.message); } };
const bad = [undefined, null, '', 'a b', 'a\n', 'é', 5, {}, [], 'a:b', Symbol.iterator];
attempt(() => http.createServer(5)); attempt(() => http.createServer('x')); attempt(() => http.createServer(null));
for (const o of [{ requestTimeout: -1 }, { requestTimeout: 'x' }, { headersTimeout: 5, requestTimeout: 2 }, { keepAliveTimeout: 'x' }, { maxHeaderSize: -1 }, { insecureHTTPParser: 1 }, { connectionsCheckingInterval: 1.5 },
  { requireHostHeader: 1 }, { joinDuplicateHeaders: 1 }, { keepAliveInitialDelay: 'x' }, { highWaterMark: 'x' }, { rejectNonStandardBodyWrites: 1 }]) attempt(() => http.createServer(o));
const server = http.createServer();
log(server.timeout, server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxHeadersCount, server.maxRequestsPerSocket, server.listening, server.requireHostHeader, server.noDelay, server.allowHalfOpen);
log(http.createServer({ requestTimeout: 5000 }).headersTimeout, http.createServer({ requestTimeout: 0 }).headersTimeout);
for (const o of [{ port: 'x' }, { port: 70000 }, { path: 'a b' }, { path: 'é\u0100' }, { method: 5 }, { method: 'A B' }, { method: '' }, { protocol: 'https:' }, { hostname: 5 }, { host: {} }, { agent: 5 }, { agent: {} }, { timeout: 'x' }, { headers: { 'a b': 1 } },
  { headers: { a: undefined } }, { headers: { a: 'é\u0100' } }, { headers: ['a'] }, { insecureHTTPParser: 1 }, { maxHeaderSize: 'x' }, { signal: 5 }, { joinDuplicateHeaders: 1 }, { agent: undefined, lookup: 5 }])
  attempt(() => { const r = http.request({ port: 9, host: '127.0.0.1', ...o }); r.on('error', () => {}); r.destroy(); return r; });
attempt(() => http.request('not a url')); attempt(() => http.request('https://x/'));
attempt(() => new http.Agent({ scheduling: 'x' })); attempt(() => new http.Agent({ maxTotalSockets: 'x' })); attempt(() => new http.Agent({ maxTotalSockets: 0 }));
for (const name of bad) attempt(() => http.validateHeaderName(name));
attempt(() => http.validateHeaderName('a b', 'Label')); attempt(() => http.validateHeaderValue('a', undefined)); attempt(() => http.validateHeaderValue('a', 'b\r\nc')); attempt(() => http.validateHeaderValue('a', 'b'));
attempt(() => http.setMaxIdleHTTPParsers(0)); log(http.maxHeaderSize, http.METHODS.length, http.METHODS.slice(0, 5), http.STATUS_CODES[418], Object.keys(http.STATUS_CODES).length);
log(Object.keys(http));
const message = new http.OutgoingMessage();
for (const name of bad) { attempt(() => message.setHeader(name, 'x')); attempt(() => message.getHeader(name)); attempt(() => message.hasHeader(name)); attempt(() => message.removeHeader(name)); }
for (const value of [undefined, null, 5, true, ['a', 'b'], 'a\0', 'a\r\nb: c', 'é', '\u0100', {}, []]) attempt(() => message.setHeader('x', value));
for (const value of [5, null, {}, undefined]) { attempt(() => message.write(value)); attempt(() => message.end(value)); }
attempt(() => message.setHeaders([])); attempt(() => message.setHeaders(new Map([['k', 'v']]))); attempt(() => message.appendHeader('k', 'w')); log(message.getHeaders(), message.getRawHeaderNames());
attempt(() => message._implicitHeader()); attempt(() => message.pipe());
server.on('request', (req, res) => {
  for (const code of [99, 1000, 'x', null, undefined, 200.5, '201', -1, 5e9]) { const r = new http.ServerResponse(req); attempt(() => r.writeHead(code)); log(r.statusCode); }
  for (const args of [[200, 'a\nb'], [200, 'é'], [200, '\u0100'], [200, 5], [200, { a: undefined }], [200, { 'a b': 1 }], [200, ['a']], [200, [['a', 'b'], ['c', 'd']]], [200, 'OK', { a: '\u0100' }], [200, { Trailer: 'x', 'Content-Length': 5 }]]) {
    const r = new http.ServerResponse(req); attempt(() => r.writeHead(...args)); log(r.headersSent, JSON.stringify(r._header?.replace(/Date: .*\r\n/, '')));
    const s = new http.ServerResponse(req); s.setHeader('Z', 1); attempt(() => s.writeHead(...args)); log(JSON.stringify(s._header?.replace(/Date: .*\r\n/, '')));
  }
  res.write('x');
  attempt(() => res.setHeader('a', 'b')); attempt(() => res.removeHeader('a')); attempt(() => res.appendHeader('a', 'b')); attempt(() => res.writeHead(200)); attempt(() => res.flushHeaders()); attempt(() => res.setHeaders(new Map()));
  attempt(() => res.addTrailers({ 'a b': 'c' })); attempt(() => res.addTrailers({ a: 'c\n' }));
  attempt(() => res.write(5)); attempt(() => res.write(null)); attempt(() => res.end({}));
  res.end('done', () => log('ended'));
  res.on('error', (e) => log('error', e.code, e.message));
  attempt(() => res.end()); attempt(() => res.end(() => log('end again')));
  attempt(() => res.write('late', (e) => log('late', e.code, e.message)));
  attempt(() => res.end('late'));
});
server.listen(0, '127.0.0.1', () => http.get({ port: server.address().port, agent: false }, (r) => r.resume().on('end', () => server.close())));
