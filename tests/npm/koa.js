// koa with its router and its body parser: middleware order, context, answers of all kinds, errors.
'use strict';
const Koa = require('koa');
const Router = require('@koa/router');
const bodyParser = require('koa-bodyparser');
const fs = require('fs');
const { Readable } = require('stream');
const { listen, request, raw, show } = require('./support/http');

const app = new Koa({ proxy: true, keys: ['new key', 'old key'] });
app.silent = true; // errors come by the event
app.on('error', (error, ctx) => console.log('error', error.name, error.message, error.status, error.expose, ctx?.path));

app.use(async (ctx, next) => {
  const trail = ctx.state.trail = ['a'];
  await next();
  trail.push('d');
  ctx.set('X-Trail', trail.join(''));
});
app.use(async (ctx, next) => {
  ctx.state.trail.push('b');
  await next();
  ctx.state.trail.push('c');
});
app.use(bodyParser({ enableTypes: ['json', 'form', 'text'], jsonLimit: '1kb', onerror: (error, ctx) => ctx.throw(422, `unreadable: ${error.type}`) }));

const router = new Router();
router.get('/', (ctx) => { ctx.body = 'root'; });
router.get('home', '/house/:id', (ctx) => { ctx.body = { id: ctx.params.id, url: router.url('home', 5), query: ctx.query, matched: ctx._matchedRoute }; });
router.param('item', async (id, ctx, next) => {
  if (id === '0') ctx.throw(404, 'no such item', { item: id });
  ctx.item = { id };
  await next();
});
router.get('/items/:item', (ctx) => { ctx.body = ctx.item; });
router.post('/echo', (ctx) => { ctx.body = { parsed: ctx.request.body, raw: ctx.request.rawBody, type: ctx.request.type, length: ctx.request.length }; });
router.put('/echo', (ctx) => { ctx.status = 201; });
router.all('/any', (ctx) => { ctx.body = ctx.method; });
router.redirect('/old', '/house/1', 301);

router.get('/kinds/:kind', (ctx) => {
  switch (ctx.params.kind) {
    case 'buffer': ctx.body = Buffer.from('bytes'); break;
    case 'stream': ctx.body = Readable.from(['one ', 'two ', 'three']); break;
    case 'file': ctx.type = 'txt'; ctx.body = fs.createReadStream(__dirname + '/support/http.js', { end: 9 }); break;
    case 'null': ctx.body = null; break;
    case 'json': ctx.body = [1, { a: undefined, b: null }]; break;
    case 'html': ctx.body = '<p>html</p>'; break;
    case 'status': ctx.status = 418; break;
    case 'redirect': ctx.redirect('/x?y=ü'); break;
    case 'attachment': ctx.attachment('näme.pdf'); ctx.body = 'pdf'; break;
    case 'etag': ctx.etag = 'tag'; ctx.lastModified = new Date('2024-01-01'); ctx.status = 200; ctx.body = ctx.fresh ? '' : 'fresh'; if (ctx.fresh) ctx.status = 304; break;
    case 'web': ctx.body = new Response('from a response', { headers: { 'x-web': '1' } }); break;
    case 'web-stream': ctx.body = new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode('web stream')); controller.close(); } }); break;
    case 'respond': ctx.respond = false; ctx.res.end('by hand'); break;
    case 'broken': ctx.body = new Readable({ read() { this.destroy(new Error('broken stream')); } }); break;
  }
});
router.get('/cookies', (ctx) => {
  ctx.cookies.set('a', '1', { signed: true, overwrite: true });
  ctx.cookies.set('b', 'x', { signed: false, httpOnly: false, maxAge: 0, expires: new Date(0) });
  ctx.body = { a: ctx.cookies.get('a', { signed: true }) ?? null, c: ctx.cookies.get('c') ?? null };
});
router.get('/about', (ctx) => {
  ctx.vary('Accept');
  ctx.body = {
    host: ctx.host, hostname: ctx.hostname, protocol: ctx.protocol, ip: ctx.ip, ips: ctx.ips, href: ctx.href, search: ctx.search, idempotent: ctx.idempotent,
    accepts: ctx.accepts('json', 'html'), languages: ctx.acceptsLanguages(), is: ctx.is('html'), get: ctx.get('referrer'), url: ctx.URL.pathname, app: ctx.toJSON().app,
  };
});
router.get('/throws/:how', async (ctx) => {
  if (ctx.params.how === 'status') ctx.throw(403, 'not allowed');
  if (ctx.params.how === 'assert') ctx.assert(ctx.query.user, 401, 'who?', { headers: { 'WWW-Authenticate': 'Basic' } });
  if (ctx.params.how === 'string') throw 'a string';
  if (ctx.params.how === 'code') throw Object.assign(new Error('no file'), { code: 'ENOENT' });
  await null;
  throw new Error('internal');
});
const nested = new Router({ prefix: '/nested' });
nested.use(async (ctx, next) => { ctx.set('X-Nested', 'yes'); await next(); });
nested.get('/:a/:b', (ctx) => { ctx.body = ctx.params; });
router.use('/outer', nested.routes(), nested.allowedMethods());
app.use(router.routes()).use(router.allowedMethods());

async function main() {
  const server = await listen(app.callback());
  const get = async (path, headers, method = 'GET', body) => show(`${method} ${path}`, await request(server, method, path, { headers, body }));
  for (const path of ['/', '/house/3?a=1&a=2', '/items/9', '/items/0', '/any', '/old', '/missing', '/outer/nested/x/y', '/outer/nested/x', '/cookies']) await get(path);
  for (const kind of ['buffer', 'stream', 'file', 'null', 'json', 'html', 'status', 'redirect', 'attachment', 'etag', 'web', 'web-stream', 'respond', 'none']) await get(`/kinds/${kind}`);
  await get('/kinds/etag', { 'If-None-Match': '"tag"' });
  for (const how of ['status', 'assert', 'string', 'code', 'error']) await get(`/throws/${how}`);
  await request(server, 'GET', '/kinds/broken').catch((error) => console.log('broken:', error.code));
  await get('/cookies', { Cookie: 'a=1; a.sig=wrong; c=3' });
  await get('/about', {
    Host: 'x.example.org:81', 'X-Forwarded-For': '10.0.0.1, 10.0.0.2', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'y.example.org', Accept: 'text/html;q=0.3, */*;q=0.1',
    'Accept-Language': 'de, en;q=0.3', Referer: '/r', 'Content-Type': 'text/html', 'Content-Length': '0',
  });
  for (const [type, body] of [
    ['application/json', '{"a":[1]}'], ['application/json', '{'], ['application/json', JSON.stringify('x'.repeat(2000))], ['application/x-www-form-urlencoded', 'a=1&b[c]=ü'],
    ['text/plain', 'text'], ['application/xml', '<x/>'],
  ]) await get('/echo', { 'Content-Type': type }, 'POST', body);
  await get('/echo', {}, 'PUT');
  await get('/echo', {}, 'DELETE');
  await get('/echo', {}, 'OPTIONS');
  await get('/any', {}, 'PROPFIND');
  await get('/', {}, 'HEAD');
  console.log(await raw(server, 'GET /house/1 HTTP/1.1\r\nHost: x\r\n\r\nHEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
  server.close();
}

main();
