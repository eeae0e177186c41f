// Routing, parameters, bodies, answers and errors of express 4.
'use strict';
const express = require('express');
const { listen, request, raw, show } = require('./support/http');

const app = express();
app.set('env', 'test');

app.use((req, res, next) => {
  res.set('X-Seen', `${req.method} ${req.originalUrl}`);
  next();
});
app.use('/json', express.json({ limit: '1kb', strict: true }));
app.use('/form', express.urlencoded({ extended: true }));
app.use('/flat', express.urlencoded({ extended: false, parameterLimit: 3 }));
app.use('/text', express.text({ type: ['text/*', 'application/x-lines'] }));
app.use('/raw', express.raw({ type: () => true, inflate: true }));
for (const path of ['/json', '/form', '/flat', '/text']) {
  app.post(path, (req, res) => res.json({ type: typeof req.body, body: req.body }));
}
app.post('/raw', (req, res) => res.send(Buffer.isBuffer(req.body) ? req.body : 'no buffer'));

app.get('/', (req, res) => res.send('root'));
app.get('/query', (req, res) => res.json(req.query));
app.param('user', (req, res, next, id) => {
  req.user = { id, name: `user ${id}` };
  next(id === '0' ? new Error('no such user') : undefined);
});
app.get('/users/:user', (req, res) => res.json(req.user));
app.get('/users/:user/books/:book?', (req, res) => res.json({ user: req.user, params: req.params }));
app.get(/^\/commits\/(\w+)(?:\.\.(\w+))?$/, (req, res) => res.json(req.params));
app.get('/files/*', (req, res) => res.send(req.params[0]));
app.get(['/one', '/two'], (req, res) => res.send(`${req.path} ${req.route.path}`));

app.route('/items')
  .get((req, res) => res.format({
    text: () => res.send('items'),
    html: () => res.send('<p>items</p>'),
    json: () => res.send({ items: [] }),
  }))
  .post((req, res) => res.status(201).location('/items/1').end())
  .all((req, res) => res.sendStatus(405));

const api = express.Router({ mergeParams: true, strict: true });
api.use((req, res, next) => {
  res.vary('Accept').append('X-Api', 'a').append('X-Api', 'b');
  next();
});
api.get('/', (req, res) => res.json({ baseUrl: req.baseUrl, url: req.url, params: req.params, app: req.app === app }));
api.get('/skip', (req, res, next) => next('route'), () => { throw new Error('not reached'); });
api.get('/skip', (req, res, next) => next('router'));
app.use('/api/:version', api);
app.use('/api/:version/skip', (req, res) => res.send('after the router'));

const mounted = express();
mounted.on('mount', (parent) => console.log('mounted', parent === app, mounted.mountpath));
mounted.get('/', (req, res) => res.send(`${mounted.path()} ${req.baseUrl}`));
app.use('/mounted', mounted);

app.get('/answers/:kind', (req, res) => ({
  redirect: () => res.redirect('/elsewhere?a=1&b=<2>'),
  permanent: () => res.redirect(301, 'https://example.org/ü'),
  back: () => res.redirect('back'),
  number: () => res.json(42),
  nothing: () => res.status(204).send('dropped'),
  buffer: () => res.type('png').send(Buffer.from([1, 2, 3])),
  links: () => res.links({ next: 'http://x/2', last: 'http://x/5' }).send('links'),
  jsonp: () => res.jsonp({ a: '</script>\u2028' }),
  utf8: () => res.send('größer €'),
  stream: () => { res.write('one '); setTimeout(() => res.end('two'), 5); },
  fresh: () => { res.set('Last-Modified', 'Mon, 01 Jan 2024 00:00:00 GMT'); res.send('content'); },
})[req.params.kind]());

app.get('/about', (req, res) => res.json({
  ip: req.ip.replace('::ffff:', ''), protocol: req.protocol, secure: req.secure, xhr: req.xhr, host: req.hostname, subdomains: req.subdomains,
  accepts: [req.accepts('html', 'json'), req.acceptsLanguages('de', 'en'), req.acceptsEncodings('gzip'), req.acceptsCharsets('utf-8')],
  is: req.is('json'), range: req.range(100) ?? null, header: req.get('referer') ?? null,
}));

app.get('/throws', () => { throw new TypeError('thrown in a handler'); });
app.get('/rejects', async (req, res, next) => {
  try {
    await null;
    throw Object.assign(new Error('teapot'), { status: 418, headers: { 'X-Reason': 'tea' } });
  } catch (error) {
    next(error);
  }
});
app.get('/handled', (req, res, next) => next({ code: 'HANDLED' }));
app.use((error, req, res, next) => {
  if (error.code === 'HANDLED') res.status(400).json({ handled: error.code });
  else next(error);
});

async function main() {
  const server = await listen(app);
  const get = async (path, headers) => show(`GET ${path}`, await request(server, 'GET', path, { headers }));
  const post = async (path, type, body, headers) =>
    show(`POST ${path} ${type}`, await request(server, 'POST', path, { headers: { 'Content-Type': type, ...headers }, body }));

  for (const path of [
    '/', '/query?a=1&b[]=2&b[]=3&c[d][e]=x%20y', '/users/7', '/users/7/books/x%2Fy', '/users/7/books', '/users/0', '/users/%zz',
    '/commits/ab12..cd34', '/commits/ab12', '/files/a/b/c.txt', '/one', '/two/', '/items', '/api/v1', '/api/v1/', '/api/v1/skip', '/mounted',
    '/missing', '/throws', '/rejects', '/handled', '/about',
  ]) await get(path);
  for (const kind of ['redirect', 'permanent', 'back', 'number', 'nothing', 'buffer', 'links', 'utf8', 'stream', 'fresh']) await get(`/answers/${kind}`);
  await get('/answers/jsonp?callback=cb.x[1]');
  await get('/answers/back', { Referer: 'http://example.org/from' });
  await get('/answers/redirect', { Accept: 'text/html' });
  await get('/answers/fresh', { 'If-Modified-Since': 'Mon, 01 Jan 2024 00:00:00 GMT' });
  await get('/answers/utf8', { 'If-None-Match': 'W/"c-0dCQ1CCVTY0xL1l1aHWEt2DTtBo"' });
  for (const accept of ['text/html', 'application/json', 'text/*;q=0.5, application/json;q=0.4', 'image/png']) await get('/items', { Accept: accept });
  await get('/about', {
    Host: 'a.b.example.org:80', 'Accept-Language': 'en;q=0.8, de', 'X-Requested-With': 'XMLHttpRequest', Range: 'bytes=0-9,-5', Referer: 'r',
    'Content-Type': 'application/json', 'Content-Length': '2',
  });

  await post('/json', 'application/json', '{"a":[1,2,{"b":null}],"ü":"ö"}');
  await post('/json', 'application/json', '{"a":');
  await post('/json', 'application/json', '"strict"');
  await post('/json', 'application/json', JSON.stringify({ a: 'x'.repeat(1100) }));
  await post('/json', 'application/json; charset=latin5', '{}');
  await post('/json', 'text/plain', '{}');
  await post('/json', 'application/json', require('zlib').gzipSync('{"zipped":true}'), { 'Content-Encoding': 'gzip' });
  await post('/json', 'application/json', '{}', { 'Content-Encoding': 'lzma' });
  await post('/form', 'application/x-www-form-urlencoded', 'a=1&b[c]=2&b[d][]=3&b[d][]=4&e=%C3%BC+x');
  await post('/flat', 'application/x-www-form-urlencoded', 'a=1&a=2&b[c]=3');
  await post('/flat', 'application/x-www-form-urlencoded', 'a=1&b=2&c=3&d=4');
  await post('/text', 'text/plain; charset=iso-8859-1', Buffer.from('gr\xfc\xdfe', 'latin1'));
  await post('/text', 'application/x-lines', 'lines');
  await post('/raw', 'application/octet-stream', Buffer.from([0, 255, 10]));
  show('POST /items', await request(server, 'POST', '/items'));
  show('DELETE /items', await request(server, 'DELETE', '/items'));
  show('HEAD /', await request(server, 'HEAD', '/'));
  show('OPTIONS /items', await request(server, 'OPTIONS', '/items'));

  console.log('--- raw');
  console.log(await raw(server, 'GET /one HTTP/1.1\r\nHost: x\r\n\r\nGET /two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
  console.log(await raw(server, 'POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\n{"a"\r\n3\r\n:1}\r\n0\r\n\r\n'));
  console.log(await raw(server, 'GET /one HTTP/1.0\r\n\r\n'));
  console.log(await raw(server, 'NONSENSE\r\n\r\n'));
  server.close(() => console.log('closed'));
}

main();
