// undici: request, stream, pipeline, dispatch, upgrade and connect over clients, pools and agents; its fetch; retries, redirects, errors, mocks.
'use strict';
const http = require('http');
const { once } = require('events');
const { Readable, Writable, PassThrough } = require('stream');
const { pipeline } = require('stream/promises');
const zlib = require('zlib');
const undici = require('undici');

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x'), parts = [];
  for await (const part of request) parts.push(part);
  const json = (value, status = 200, headers = {}) => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
  switch (url.pathname) {
    case '/echo': return json({
      method: request.method, query: url.search, type: request.headers['content-type']?.replace(/boundary=.*/, 'boundary') ?? null, length: request.headers['content-length'] ?? request.headers['transfer-encoding'] ?? null,
      custom: request.headers['x-custom'] ?? null, agent: request.headers['user-agent'] ?? null, accept: request.headers.accept ?? null, cookie: request.headers.cookie ?? null,
      body: Buffer.concat(parts).toString().replace(/-{2,}[\w-]+/g, '--boundary').slice(0, 300),
    });
    case '/chunks': for (const word of ['one ', 'two ', 'three']) { response.write(word); await new Promise((done) => setTimeout(done, 2)); } return response.end();
    case '/trailers': response.writeHead(200, { Trailer: 'X-Sum' }); response.write('body'); response.addTrailers({ 'X-Sum': '4' }); return response.end();
    case '/gzip': return response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(zlib.gzipSync('zipped '.repeat(100)));
    case '/redirect': return response.writeHead(Number(url.searchParams.get('code') ?? 302), { Location: '/echo?redirected' }).end();
    case '/loop': return response.writeHead(302, { Location: '/loop' }).end();
    case '/status': return json({ error: 'text' }, Number(url.searchParams.get('code')));
    case '/flaky': server.flaky = (server.flaky ?? 0) + 1; return json({ tries: server.flaky }, server.flaky % 3 ? 503 : 200);
    case '/slow': return void setTimeout(() => response.end('slow'), 3000).unref();
    case '/broken': response.writeHead(200, { 'Content-Length': '100' }); response.write('part'); return void setTimeout(() => response.destroy(), 5);
    case '/nonsense': return response.socket.end('HTTP/1.1 wrong\r\n\r\n');
    case '/reset': return response.socket.destroy();
    case '/cookies': return response.writeHead(200, [['Set-Cookie', 'a=1; Path=/'], ['Set-Cookie', 'b=2; HttpOnly'], ['X-Many', '1'], ['X-Many', '2']]).end('cookies');
    case '/large': return response.end('x'.repeat(200000));
    case '/events': response.writeHead(200, { 'Content-Type': 'text/event-stream' }); return response.end('event: tick\nid: 1\ndata: a\ndata: b\n\n: comment\ndata: plain\n\n');
    case '/empty': return response.writeHead(204).end();
    default: return json({}, 404);
  }
});
server.on('upgrade', (request, socket) => { socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\nX-Up: yes\r\n\r\n'); socket.pipe(socket); });
server.on('connect', (request, socket) => { socket.write(`HTTP/1.1 200 OK\r\nX-To: ${request.url}\r\n\r\n`); socket.pipe(socket); });

let base;
const hide = (text) => String(text).replaceAll(base, '<base>').replace(/127\.0\.0\.1:\d+/g, '<host>');
const tried = async (name, action) => {
  try { console.log(name, await action()); } catch (error) { console.log(name, 'threw', error.name, error.code ?? null, hide(error.message), error.cause ? `${error.cause.name} ${error.cause.code} ${hide(error.cause.message)}` : ''); }
};

async function requests() {
  console.log('--- request');
  const { request } = undici;
  await tried('get', async () => { const { statusCode, headers, trailers, body } = await request(`${base}/echo?a=1`, { headers: { 'X-Custom': 'c' }, query: undefined }); return [statusCode, headers['content-type'], trailers, await body.json()]; });
  await tried('query', async () => (await (await request(`${base}/echo`, { query: { a: [1, 2], b: 'ü &', c: null } })).body.json()).query);
  await tried('post', async () => (await request(`${base}/echo`, { method: 'POST', body: JSON.stringify({ a: 'ü' }), headers: ['content-type', 'application/json', 'x-custom', 'list'] })).body.json());
  await tried('buffer', async () => (await request(`${base}/echo`, { method: 'PUT', body: Buffer.from('bytes') })).body.json());
  await tried('stream', async () => (await request(`${base}/echo`, { method: 'POST', body: Readable.from(['a', 'b']) })).body.json());
  await tried('async generator', async () => (await request(`${base}/echo`, { method: 'POST', body: (async function* () { yield 'x'; yield Buffer.from('y'); })() })).body.json());
  await tried('blob', async () => (await request(`${base}/echo`, { method: 'POST', body: new Blob(['blob'], { type: 'text/x' }) })).body.json());
  await tried('form', async () => { const form = new undici.FormData(); form.set('a', '1'); form.set('f', new File(['content'], 'f.txt', { type: 'text/plain' })); return (await request(`${base}/echo`, { method: 'POST', body: form })).body.json(); });
  await tried('head', async () => { const { statusCode, headers, body } = await request(`${base}/echo`, { method: 'HEAD' }); return [statusCode, headers['content-length'] ?? headers['transfer-encoding'] ?? null, await body.text()]; });
  await tried('chunks', async () => { const parts = []; for await (const part of (await request(`${base}/chunks`)).body) parts.push(String(part)); return parts.join('|'); });
  await tried('array buffer', async () => (await (await request(`${base}/large`)).body.arrayBuffer()).byteLength);
  await tried('bytes', async () => (await (await request(`${base}/chunks`)).body.blob()).size);
  await tried('web stream', async () => { let length = 0; for await (const part of (await request(`${base}/large`)).body.body ?? []) length += part.length; return length; });
  await tried('trailers', async () => { const { trailers, body } = await request(`${base}/trailers`); return [await body.text(), trailers]; });
  await tried('cookies', async () => { const { headers } = await request(`${base}/cookies`); return [headers['set-cookie'], headers['x-many']]; });
  await tried('raw headers', async () => { const { headers } = await request(`${base}/cookies`, { responseHeaders: 'raw' }); return headers.slice(0, 4).map(String); });
  await tried('dump', async () => { const { body } = await request(`${base}/large`); await body.dump(); return body.bodyUsed; });
  await tried('used twice', async () => { const { body } = await request(`${base}/chunks`); await body.text(); return body.text(); });
  await tried('404', async () => (await request(`${base}/none`)).statusCode);
  await tried('empty', async () => { const { statusCode, body } = await request(`${base}/empty`); return [statusCode, await body.text()]; });
  await tried('callback', () => new Promise((resolve) => undici.getGlobalDispatcher().request({ origin: base, path: '/echo', method: 'GET' }, async (error, data) => resolve([error, (await data.body.json()).method]))));
  await tried('no redirect', async () => (await request(`${base}/redirect`)).statusCode);
  await tried('redirects', async () => { const { body, context } = await request(`${base}/redirect?code=307`, { method: 'POST', body: 'kept', maxRedirections: 2 }); return [(await body.json()).body, context.history.map((one) => hide(one))]; });
  await tried('abort', () => { const controller = new AbortController(); setTimeout(() => controller.abort(), 5); return request(`${base}/slow`, { signal: controller.signal }); });
  await tried('timeout signal', () => request(`${base}/slow`, { signal: AbortSignal.timeout(20) }));
  await tried('broken', async () => (await (await request(`${base}/broken`)).body.text()));
  await tried('nonsense', () => request(`${base}/nonsense`));
  await tried('reset', () => request(`${base}/reset`));
  await tried('refused', () => request('http://127.0.0.1:1/'));
  for (const [name, options] of Object.entries({ method: { method: 'BAD METHOD' }, path: { path: 5 }, header: { headers: { 'a b': '1' } }, value: { headers: { a: 'b\r\nc' } }, list: { headers: ['a'] }, body: { method: 'POST', body: 5 }, length: { method: 'POST', body: 'abc', headers: { 'content-length': '10' } }, agent: { agent: {} } }))
    await tried(`invalid ${name}`, () => request(base, options));
}

async function streams() {
  console.log('--- stream, pipeline, dispatch');
  await tried('stream', async () => { const parts = []; const { trailers, opaque } = await undici.stream(`${base}/chunks`, { method: 'GET', opaque: { parts } }, ({ statusCode, headers, opaque: { parts: to } }) => { to.push(statusCode, headers['transfer-encoding']); return new Writable({ write(part, encoding, done) { to.push(String(part)); done(); } }); }); return [opaque === undefined ? null : parts.slice(0, 2), parts.slice(2).join(''), trailers]; });
  await tried('pipeline', async () => { let text = ''; await pipeline(Readable.from(['up ', 'stream']), undici.pipeline(`${base}/echo`, { method: 'PUT' }, ({ statusCode, body }) => { text += `${statusCode} `; return body.pipe(new PassThrough()); }), new Writable({ write(part, encoding, done) { text += part; done(); } })); return [text.slice(0, 4), JSON.parse(text.slice(4)).body]; });
  const client = new undici.Client(base);
  const log = [];
  await new Promise((resolve) => client.dispatch({ path: '/chunks', method: 'GET' }, {
    onConnect: (abort) => log.push(`connect ${typeof abort}`), onHeaders: (status, headers, resume, text) => { log.push(`headers ${status} ${headers.length} ${typeof resume} ${text}`); return true; },
    onData: (chunk) => { log.push(`data ${chunk.length > 0}`); return true; }, onComplete: (trailers) => { log.push(`complete ${trailers.length}`); resolve(); }, onError: (error) => { log.push(error.message); resolve(); },
  }));
  console.log('dispatch', [...new Set(log)]);
  await tried('upgrade', async () => { const { headers, socket } = await undici.upgrade(`${base}/up`, { protocol: 'echo' }); socket.write('to and fro'); const [back] = await once(socket, 'data'); socket.destroy(); return [headers['x-up'], String(back)]; });
  await tried('connect', async () => { const { statusCode, headers, socket } = await undici.connect(base, { path: 'there:80' }); socket.write('tunnel'); const [back] = await once(socket, 'data'); socket.destroy(); return [statusCode, headers['x-to'], String(back)]; });
  await client.close();
}

async function dispatchers() {
  console.log('--- dispatchers');
  const client = new undici.Client(base, { pipelining: 3, keepAliveTimeout: 1000 });
  client.on('connect', (origin) => console.log('connect', hide(origin))).on('disconnect', (origin, targets, error) => console.log('disconnect', error.code, error.message));
  console.log((await Promise.all([1, 2, 3, 4, 5].map(async (n) => (await (await client.request({ path: `/echo?${n}`, method: 'GET' })).body.json()).query))).join(' '), client.closed, client.destroyed);
  await client.close();
  await tried('closed', () => client.request({ path: '/', method: 'GET' }));
  const pool = new undici.Pool(base, { connections: 2 });
  const answers = await Promise.all(Array.from({ length: 8 }, async (_, n) => { const { statusCode, body } = await pool.request({ path: '/echo', method: 'POST', body: `${n}` }); return [statusCode, (await body.json()).body]; }));
  console.log('pool', answers.join(' '), pool.stats.connected <= 2, pool.stats.queued, pool.stats.running, pool.stats.size);
  await pool.close();
  const balanced = new undici.BalancedPool([base]);
  console.log('balanced', (await (await balanced.request({ path: '/echo', method: 'GET' })).body.json()).method, balanced.upstreams.map(hide));
  await balanced.close();
  const agent = new undici.Agent({ connect: { timeout: 500 }, headersTimeout: 50, bodyTimeout: 50, maxResponseSize: 100000 });
  await tried('response size', async () => (await agent.request({ origin: base, path: '/large', method: 'GET' })).body.text());
  await tried('composed', async () => { const composed = agent.compose(undici.interceptors.redirect({ maxRedirections: 1 }), (dispatch) => (options, handler) => dispatch({ ...options, headers: { 'x-custom': 'composed' } }, handler)); return (await (await undici.request(`${base}/redirect`, { dispatcher: composed })).body.json()).custom; });
  await tried('interceptor loop', async () => (await undici.request(`${base}/loop`, { dispatcher: agent.compose(undici.interceptors.redirect({ maxRedirections: 2, throwOnMaxRedirect: true })) })).statusCode);
  const retrying = new undici.RetryAgent(agent, { minTimeout: 1, maxTimeout: 2, timeoutFactor: 1, maxRetries: 4 });
  await tried('retry', async () => (await retrying.request({ origin: base, path: '/flaky', method: 'GET' })).body.json());
  await tried('retry in vain', () => retrying.request({ origin: base, path: '/status?code=503', method: 'GET' }));
  await retrying.close();
  const previous = undici.getGlobalDispatcher(), proxied = [];
  undici.setGlobalDispatcher({ dispatch: (options, handler) => { proxied.push(options.path); return previous.dispatch(options, handler); } });
  await (await undici.fetch(`${base}/empty`)).text();
  undici.setGlobalDispatcher(previous);
  console.log('global', proxied, undici.getGlobalDispatcher() === previous);
  const proxy = new undici.ProxyAgent(base);
  await tried('proxy', async () => { const { socket, statusCode } = await proxy.connect({ origin: base, path: 'x:1' }); socket.destroy(); return statusCode; });
  await proxy.destroy();
}

async function fetches() {
  console.log('--- fetch');
  const { fetch, Headers, Request, Response, FormData } = undici;
  const about = (response) => [response.status, response.statusText, response.ok, response.type, response.redirected, hide(response.url), response.headers.get('content-type')];
  await tried('get', async () => { const response = await fetch(`${base}/echo?a=1`, { headers: new Headers({ 'X-Custom': 'f' }) }); return [about(response), await response.json()]; });
  await tried('post', async () => (await fetch(new Request(`${base}/echo`, { method: 'POST', body: new URLSearchParams({ a: 'ü' }) }))).json());
  await tried('stream', async () => (await fetch(`${base}/echo`, { method: 'POST', duplex: 'half', body: new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode('streamed')); controller.close(); } }) })).json());
  await tried('form', async () => { const form = new FormData(); form.append('a', '1'); form.append('a', new Blob(['b'])); return (await fetch(`${base}/echo`, { method: 'POST', body: form })).json(); });
  await tried('gzip', async () => (await (await fetch(`${base}/gzip`)).text()).length);
  await tried('redirect', async () => about(await fetch(`${base}/redirect`)));
  await tried('manual', async () => about(await fetch(`${base}/redirect`, { redirect: 'manual' })));
  await tried('error', () => fetch(`${base}/redirect`, { redirect: 'error' }));
  await tried('loop', () => fetch(`${base}/loop`));
  await tried('abort', () => { const controller = new AbortController(); setTimeout(() => controller.abort(new Error('mine')), 5); return fetch(`${base}/slow`, { signal: controller.signal }); });
  await tried('broken', async () => (await fetch(`${base}/broken`)).text());
  await tried('refused', () => fetch('http://127.0.0.1:1'));
  await tried('scheme', () => fetch('ftp://x'));
  await tried('data', async () => (await fetch('data:text/plain;base64,aGVsbG8=')).text());
  await tried('bad port', () => fetch('http://127.0.0.1:9'));
  await tried('cookies', async () => { const { headers } = await fetch(`${base}/cookies`); return [headers.getSetCookie(), undici.getSetCookies(headers).map(({ name, value, path, httpOnly }) => ({ name, value, path, httpOnly }))]; });
  await tried('body', async () => { const parts = []; for await (const part of (await fetch(`${base}/chunks`)).body) parts.push(Buffer.from(part).toString()); return parts.join(''); });
  await tried('clone', async () => { const response = await fetch(`${base}/chunks`), copy = response.clone(); return Promise.all([response.text(), copy.text()]); });
  await tried('response', async () => [await Response.json({ a: 1 }).text(), Response.error().type, (await new Response(new Blob(['x'], { type: 'a/b' })).blob()).type, Response.redirect('http://x/', 301).headers.get('location')]);
  await tried('multipart', async () => [...await new Response('--b\r\nContent-Disposition: form-data; name="n"\r\n\r\nv\r\n--b--\r\n', { headers: { 'Content-Type': 'multipart/form-data; boundary=b' } }).formData()]);
  await tried('headers', () => [[...new Headers([['B', '1'], ['a', '2'], ['b', '3']])], new Headers({ a: 'ü' })].map((headers) => [...headers]));
  console.log(undici.parseMIMEType('text/html; charset="utf-8"'), undici.getCookies(new Headers({ cookie: 'a=1; b=%20' })), (() => { const headers = new Headers(); undici.setCookie(headers, { name: 'n', value: 'v', maxAge: 5, secure: true, sameSite: 'Lax' }); return headers.get('set-cookie'); })());
  await tried('event source', () => new Promise((resolve) => { const seen = [], source = new undici.EventSource(`${base}/events`); source.addEventListener('tick', (event) => seen.push([event.type, event.data, event.lastEventId])); source.onmessage = (event) => { seen.push([event.type, event.data]); source.close(); resolve(seen); }; }));
}

async function mocks() {
  console.log('--- mocks');
  const agent = new undici.MockAgent({ connections: 1 });
  agent.disableNetConnect();
  const pool = agent.get('http://mocked.test');
  pool.intercept({ path: '/a', method: 'GET' }).reply(200, { mocked: true }, { headers: { 'content-type': 'application/json' }, trailers: { 'x-t': '1' } });
  pool.intercept({ path: /^\/many/, method: 'POST', body: (body) => body.includes('x') }).reply(201, ({ path, body }) => `${path} ${body}`).times(2);
  pool.intercept({ path: '/fails' }).replyWithError(new Error('mock failed'));
  pool.intercept({ path: '/query', query: { q: '1' } }).reply(() => ({ statusCode: 202, data: 'by query' }));
  pool.intercept({ path: '/late' }).defaultReplyHeaders({ 'x-d': 'd' }).reply(200, 'late').delay(5);
  const get = async (path, options) => { const { statusCode, headers, body, trailers } = await undici.request(`http://mocked.test${path}`, { dispatcher: agent, ...options }); return [statusCode, headers, await body.text(), trailers]; };
  await tried('json', () => get('/a'));
  await tried('used up', () => get('/a'));
  for (const body of ['x1', 'x2', 'x3']) await tried('regex', () => get('/many/y', { method: 'POST', body }));
  await tried('error', () => get('/fails'));
  await tried('query', () => get('/query?q=1'));
  console.log(agent.pendingInterceptors().map(({ path, method, timesInvoked }) => ({ path, method, timesInvoked })));
  try { agent.assertNoPendingInterceptors(); } catch (error) { console.log(error.name, error.message.split('\n')[0]); }
  await tried('late', () => get('/late'));
  await tried('not mocked', () => undici.request('http://other.test/', { dispatcher: agent }));
  agent.enableNetConnect(/127/);
  await tried('let through', async () => (await (await undici.request(`${base}/echo`, { dispatcher: agent })).body.json()).method);
  await agent.close();
}

server.listen(0, '127.0.0.1', async () => {
  base = `http://127.0.0.1:${server.address().port}`;
  await requests();
  await streams();
  await dispatchers();
  await fetches();
  await mocks();
  console.log(Object.keys(undici).length, Object.keys(undici.errors).length, new undici.errors.HeadersTimeoutError().code);
  await undici.getGlobalDispatcher().destroy();
  server.close();
  server.closeAllConnections();
});
