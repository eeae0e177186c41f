// fastify: validation by ajv, serialisation by fast-json-stringify, hooks, plugins, errors, inject and real sockets.
'use strict';
const Fastify = require('fastify');
const { request, raw, show } = require('./support/http');

const lines = [];
const app = Fastify({
  logger: { level: 'info', base: null, timestamp: false, stream: { write: (line) => lines.push(line) } },
  ajv: { customOptions: { allErrors: true, coerceTypes: 'array' } }, genReqId: (() => { let next = 0; return () => `req-${++next}`; })(),
  routerOptions: { caseSensitive: false, ignoreTrailingSlash: true }, bodyLimit: 2000,
});

const trail = [];
for (const hook of ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization', 'onSend', 'onResponse', 'onError', 'onTimeout']) {
  app.addHook(hook, (request, reply, ...rest) => {
    const done = rest.pop();
    if (request.url.startsWith('/hooks')) trail.push(hook);
    if (hook === 'preSerialization' && request.url === '/hooks') return done(null, { ...rest[0], added: true });
    if (hook === 'preParsing' || hook === 'onSend') return done(null, rest[0]);
    done();
  });
}
app.addHook('onRoute', (route) => { if (route.config?.marked) console.log('route', route.method, route.url); });
app.addHook('onReady', async () => console.log('ready'));
app.addHook('onListen', async () => console.log('listening'));
app.addHook('onClose', async () => console.log('closing'));
app.addHook('preClose', async () => console.log('about to close'));

app.addSchema({ $id: 'address', type: 'object', properties: { city: { type: 'string' }, zip: { type: 'string', pattern: '^\\d{5}$' } }, required: ['city'] });
app.decorate('answer', 42).decorateRequest('user', null).decorateReply('html', function (text) { return this.type('text/html').send(text); });

app.get('/hooks', { config: { marked: true } }, async () => ({ hooks: 'run' }));
app.get('/hooks/error', async () => { throw new Error('in a hook test'); });
app.get('/text', (request, reply) => { reply.header('x-one', 1).code(201).send('text'); });
app.get('/html', (request, reply) => reply.html('<p>ü</p>'));
app.get('/stream', async () => require('stream').Readable.from(['a', 'b', 'c']));
app.get('/buffer', async () => Buffer.from([1, 2, 3]));
app.get('/nothing', async (request, reply) => reply.code(204).send());
app.get('/redirect', (request, reply) => reply.redirect('/text', 303));
app.get('/teapot', async () => { throw Object.assign(new Error('short and stout'), { statusCode: 418, code: 'TEAPOT' }); });
app.get('/users/:id(^\\d+)/:rest', async ({ params }) => params);
app.get('/wild/*', async ({ params }) => params);
app.get('/hijack', (request, reply) => { reply.hijack(); reply.raw.end('hijacked'); });
app.route({ method: ['PUT', 'PATCH'], url: '/many', handler: async ({ method }) => ({ method }) });
app.post('/people/:id', {
  schema: {
    params: { type: 'object', properties: { id: { type: 'integer', minimum: 1 } } },
    querystring: { type: 'object', properties: { tags: { type: 'array', items: { type: 'string' } }, limit: { type: 'integer', default: 10 } } },
    headers: { type: 'object', properties: { 'x-token': { type: 'string' } }, required: ['x-token'] },
    body: {
      type: 'object', additionalProperties: false, required: ['name'],
      properties: { name: { type: 'string', minLength: 2 }, age: { type: 'integer' }, address: { $ref: 'address#' }, kind: { enum: ['a', 'b'] } },
    },
    response: {
      200: {
        type: 'object', properties: {
          id: { type: 'integer' }, name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } }, limit: { type: 'number' },
          when: { type: 'string', format: 'date-time' }, nested: { type: 'object', additionalProperties: { type: 'boolean' } }, maybe: { type: 'string', nullable: true },
        },
      },
    },
  },
}, async ({ params, query, body }) => ({ ...params, ...body, ...query, when: new Date(0), nested: { a: 1, b: 0 }, maybe: null, dropped: 'yes' }));

app.register(async (scope, options) => {
  scope.decorate('inner', true);
  scope.addHook('preHandler', async (request) => { request.user = { name: options.name }; });
  scope.setErrorHandler((error, request, reply) => reply.code(503).send({ mine: error.message }));
  scope.setNotFoundHandler((request, reply) => reply.code(404).send('nothing in the plugin'));
  scope.get('/user', async ({ user }) => ({ user, inner: scope.inner, outer: app.inner ?? null, answer: scope.answer }));
  scope.get('/fails', async () => { throw new Error('scoped'); });
}, { prefix: '/plugin', name: 'somebody' });
app.addContentTypeParser('application/x-pairs', { parseAs: 'string' }, (request, body, done) => done(null, Object.fromEntries(body.split(';').map((pair) => pair.split('=')))));
app.post('/any', async ({ body }) => ({ body: body ?? null }));

async function main() {
  await app.ready();
  console.log(app.printRoutes());
  const injected = await app.inject({ method: 'POST', url: '/people/7?tags=x', headers: { 'x-token': 't' }, payload: { name: 'Ada', age: '36', extra: 1 } });
  console.log(injected.statusCode, injected.json(), injected.headers['content-type']);
  app.inject('/text', (error, response) => console.log('callback', error, response.statusCode, response.payload, response.headers['x-one']));
  console.log((await app.inject().get('/wild/a/b').query({ q: 1 })).body);

  await app.listen({ port: 0, host: '127.0.0.1' });
  const { server } = app;
  const get = async (path, headers) => show(`GET ${path}`, await request(server, 'GET', path, { headers }));
  const post = async (path, body, headers) => show(`POST ${path}`, await request(server, 'POST', path, { headers: { 'Content-Type': 'application/json', ...headers }, body }));
  for (const path of [
    '/hooks', '/hooks/error', '/text', '/TEXT/', '/html', '/stream', '/buffer', '/nothing', '/redirect', '/teapot', '/users/12/x', '/users/ab/x', '/wild/a%20b/c', '/hijack', '/none',
    '/plugin/user', '/plugin/fails', '/plugin/none', '/people/1', '/%zz',
  ]) await get(path);
  console.log(trail.join(' '));
  const token = { 'x-token': 't' };
  await post('/people/7?tags=x&tags=y&limit=3', JSON.stringify({ name: 'Ada', address: { city: 'London', zip: '12345' }, kind: 'a' }), token);
  await post('/people/0', JSON.stringify({ name: 'A', age: 'x', address: { zip: '1' }, kind: 'c' }), token);
  await post('/people/1', JSON.stringify({ name: 'Ada' }));
  await post('/people/x', '{}', token);
  await post('/any', '{"a":');
  await post('/any', '');
  await post('/any', '{"__proto__":{"x":1}}');
  await post('/any', JSON.stringify('x'.repeat(2000)));
  await post('/any', 'a=1;b=2', { 'Content-Type': 'application/x-pairs' });
  await post('/any', 'a', { 'Content-Type': 'application/unknown' });
  await post('/any', 'plain', { 'Content-Type': 'text/plain' });
  show('PATCH /many', await request(server, 'PATCH', '/many'));
  show('HEAD /text', await request(server, 'HEAD', '/text'));
  console.log(await raw(server, 'GET /text HTTP/1.1\r\nHost: x\r\n\r\nGET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
  console.log(await raw(server, 'GARBAGE\r\n\r\n'));
  await app.close();
  console.log(lines.map((line) => {
    const entry = JSON.parse(line);
    if (entry.err) entry.err.stack = entry.err.stack.split('\n')[0];
    if (entry.req) entry.req = { ...entry.req, host: 'host', remotePort: 0 };
    if (entry.responseTime) entry.responseTime = 0;
    return JSON.stringify(entry).replace(/127\.0\.0\.1:\d+/, '127.0.0.1:<port>');
  }).join('\n'));
}

main();
