// hono behind @hono/node-server: routing, middleware, validation, streaming, errors, and its requests without a server.
import { createAdaptorServer } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { bearerAuth } from 'hono/bearer-auth';
import { getCookie, setCookie, setSignedCookie, getSignedCookie, deleteCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { jwt, sign } from 'hono/jwt';
import { logger } from 'hono/logger';
import { prettyJSON } from 'hono/pretty-json';
import { secureHeaders } from 'hono/secure-headers';
import { stream, streamSSE, streamText } from 'hono/streaming';
import { validator } from 'hono/validator';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import tests from './support/http.js';

const { listen, request, raw, show } = tests;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kiln-hono-'));
fs.writeFileSync(path.join(folder, 'file.txt'), 'static text');
fs.utimesSync(path.join(folder, 'file.txt'), 1700000000, 1700000000);

const log = [];
const app = new Hono();
app.use('/logged/*', logger((line) => log.push(line.replace(/\d+m?s/, 'n ms'))));
app.use('/cors/*', cors({ origin: ['http://a.test'], allowMethods: ['GET', 'PUT'], maxAge: 60, credentials: true }));
app.use('/pretty', prettyJSON());
app.use('/secure', secureHeaders());
app.use('/basic/*', basicAuth({ username: 'u', password: 'p' }));
app.use('/bearer/*', bearerAuth({ token: 'secret' }));
app.use('/jwt/*', jwt({ secret: 'secret', alg: 'HS256' }));
app.use('/static/*', serveStatic({ root: path.relative(process.cwd(), folder), rewriteRequestPath: (place) => place.replace('/static', '') }));

app.get('/', (c) => c.text('root'));
app.get('/json', (c) => c.json({ a: [1, 'ü'] }, 201, { 'X-One': '1' }));
app.get('/html', (c) => c.html('<p>html</p>'));
app.get('/users/:id{[0-9]+}/:rest?', (c) => c.json(c.req.param()));
app.get('/wild/*', (c) => c.text(c.req.path));
app.get('/query', (c) => c.json({ one: c.req.query('a'), all: c.req.queries('a'), query: c.req.query() }));
app.get('/redirect', (c) => c.redirect('/json', 303));
app.get('/none', (c) => c.body(null, 204));
app.get('/throws', () => { throw new Error('thrown'); });
app.get('/http', () => { throw new HTTPException(418, { message: 'teapot' }); });
app.get('/pretty', (c) => c.json({ a: { b: 1 } }));
app.get('/secure', (c) => c.text('secure'));
app.get('/basic/page', (c) => c.text('in'));
app.get('/bearer/page', (c) => c.text('in'));
app.get('/jwt/page', (c) => c.json(c.get('jwtPayload')));
app.get('/cors/page', (c) => c.text('cors'));
app.get('/logged/page', (c) => c.text('logged'));
app.get('/cookies', async (c) => {
  setCookie(c, 'a', 'b c', { path: '/', httpOnly: true, maxAge: 10, sameSite: 'Lax' });
  await setSignedCookie(c, 's', 'value', 'secret');
  deleteCookie(c, 'gone');
  return c.json({ all: getCookie(c), signed: await getSignedCookie(c, 'secret', 's') });
});
app.get('/stream', (c) => stream(c, async (out) => { await out.write('one '); await out.sleep(2); await out.write(new TextEncoder().encode('two')); }));
app.get('/text', (c) => streamText(c, async (out) => { for (const word of ['a', 'b', 'c']) await out.writeln(word); }));
app.get('/events', (c) => streamSSE(c, async (out) => { for (let i = 0; i < 3; ++i) await out.writeSSE({ data: `${i}`, event: 'tick', id: String(i) }); }));
app.post('/body', async (c) => {
  const type = c.req.header('content-type') ?? '';
  if (type.includes('json')) return c.json({ json: await c.req.json() });
  if (type.includes('form')) return c.json({ form: await c.req.parseBody({ all: true }) });
  return c.text(`${(await c.req.arrayBuffer()).byteLength} bytes`);
});
app.post('/valid', validator('json', (value, c) => (typeof value.name === 'string' ? { name: value.name } : c.text('invalid', 400))), (c) => c.json(c.req.valid('json')));
const marked = createMiddleware(async (c, next) => { c.set('mark', 'm'); await next(); c.header('X-Mark', c.get('mark')); });
const nested = new Hono().get('/', marked, (c) => c.text(`nested ${c.get('mark')}`)).get('/:x', (c) => c.text(c.req.param('x')));
app.route('/nested', nested);
app.notFound((c) => c.text(`nothing at ${c.req.path}`, 404));
app.onError((error, c) => (error instanceof HTTPException ? error.getResponse() : c.text(`failed: ${error.message}`, 500)));

const server = await listen(createAdaptorServer({ fetch: app.fetch }));
const get = async (place, headers, method = 'GET', body) => show(`${method} ${place}`, await request(server, method, place, { headers, body }));
for (const place of [
  '/', '/json', '/html', '/users/12/x', '/users/ab', '/wild/a/b', '/query?a=1&a=2&b=%C3%BC', '/redirect', '/none', '/throws', '/http', '/pretty?pretty', '/secure', '/basic/page',
  '/bearer/page', '/jwt/page', '/logged/page', '/stream', '/text', '/events', '/missing', '/nested', '/nested/y', '/static/file.txt', '/static/none.txt',
]) await get(place);
await get('/cors/page', { Origin: 'http://a.test' });
await get('/cors/page', { Origin: 'http://a.test', 'Access-Control-Request-Method': 'PUT' }, 'OPTIONS');
await get('/basic/page', { Authorization: `Basic ${Buffer.from('u:p').toString('base64')}` });
await get('/bearer/page', { Authorization: 'Bearer secret' });
await get('/bearer/page', { Authorization: 'Bearer wrong' });
await get('/jwt/page', { Authorization: `Bearer ${await sign({ sub: 'me', iat: 1 }, 'secret')}` });
await get('/cookies', { Cookie: 'x=1; y=%20' });
await get('/body', { 'Content-Type': 'application/json' }, 'POST', '{"a":1}');
await get('/body', { 'Content-Type': 'application/json' }, 'POST', '{"a":');
await get('/body', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'POST', 'a=1&a=2&b=%C3%BC');
await get('/body', {}, 'POST', Buffer.alloc(100));
await get('/valid', { 'Content-Type': 'application/json' }, 'POST', '{"name":"n"}');
await get('/valid', { 'Content-Type': 'application/json' }, 'POST', '{}');
await get('/', {}, 'HEAD');
console.log(await raw(server, 'GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
server.close();

const answer = await app.request('/json');
console.log(answer.status, [...answer.headers], await answer.json());
console.log(await (await app.request('http://host/body', { method: 'POST', body: new URLSearchParams({ q: '1' }) })).text());
console.log(app.routes.filter(({ path }) => path.startsWith('/nested')).map(({ method, path }) => `${method} ${path}`));
console.log(log.map((line) => line.replace(/\x1b\[\d+m/g, '')));
fs.rmSync(folder, { recursive: true });
