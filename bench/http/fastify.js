// The same as a Fastify application, with a schema for its response.
const fastify = require('fastify')();
const schema = { response: { 200: { type: 'object', properties: { message: { type: 'string' }, url: { type: 'string' } } } } };
fastify.get('/hello/:name', { schema }, async (request) => ({ message: `Hello, ${request.params.name}!`, url: request.url }));
fastify.listen({ port: 0, host: '127.0.0.1' }).then(() => { console.log(fastify.server.address().port); });
