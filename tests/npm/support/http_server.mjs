// A server for HTTP clients, and how programs tell what came back from it.
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';

export const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x'), parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  const json = (value, status = 200) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  switch (url.pathname) {
    case '/echo': return json({ method: request.method, query: url.search, type: request.headers['content-type']?.replace(/boundary=.*/, 'boundary') ?? null, length: request.headers['content-length'] ?? request.headers['transfer-encoding'] ?? null,
      custom: request.headers['x-custom'] ?? null, auth: request.headers.authorization ?? null, agent: request.headers['user-agent']?.replace(/[\d.]+/g, 'n') ?? null, accept: request.headers.accept ?? null,
      body: body.toString().replace(/-{2,}[\w-]*\r\n/g, '--\r\n').replace(/-{2,}[\w-]+--/g, '----').slice(0, 300) });
    case '/gzip': return response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'text/plain' }).end(zlib.gzipSync('zipped '.repeat(100)));
    case '/br': return response.writeHead(200, { 'Content-Encoding': 'br' }).end(zlib.brotliCompressSync('brotli'));
    case '/redirect': return response.writeHead(Number(url.searchParams.get('code') ?? 302), { Location: url.searchParams.get('to') ?? '/echo?redirected' }).end();
    case '/loop': return response.writeHead(302, { Location: '/loop' }).end();
    case '/status': return json({ error: 'text' }, Number(url.searchParams.get('code')));
    case '/flaky': server.flaky = (server.flaky ?? 0) + 1; return json({ tries: server.flaky }, server.flaky % 3 ? 503 : 200);
    case '/slow': await sleep(3000, null, { ref: false }); return response.end('slow');
    case '/broken': response.writeHead(200, { 'Content-Length': '100' }); response.write('part'); return setTimeout(() => response.destroy(), 5);
    case '/badjson': return response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"a":');
    case '/chunks': for (const word of ['one ', 'two ', 'three']) { response.write(word); await sleep(2); } return response.end();
    case '/cookies': return response.writeHead(200, [['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2'], ['X-Many', '1'], ['X-Many', '2']]).end('cookies');
    default: return json({}, 404);
  }
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
export const base = `http://127.0.0.1:${server.address().port}`;
export const hide = (text) => String(text).replaceAll(base, '<base>').replace(/127\.0\.0\.1:\d+/g, '<host>');
export const tried = async (name, action) => {
  try { console.log(name, await action()); } catch (error) { console.log(name, 'threw', error.name, error.code ?? error.type ?? null, hide(error.message), error.response?.statusCode ?? error.response?.status ?? null, hide(error.cause?.message ?? '')); }
};
