// Limits: sizes and numbers of headers, requests of a connection, times.
const http = require('http');
const { send } = require('./lib/raw');
const log = (...a) => console.log(...a);
const listen = (server) => new Promise((r) => server.listen(0, '127.0.0.1', () => r(server.address().port)));
const H = 'Host: x\r\n';
async function main() {
  const echo = (req, res) => res.end(`${req.rawHeaders.length} ${Object.keys(req.headers).length}`);
  { const s = http.createServer({ maxHeaderSize: 100 }, echo); const port = await listen(s);
    for (const n of [50, 80, 90, 95, 200]) log(n, JSON.stringify(await send(port, `GET / HTTP/1.1\r\n${H}A: ${'b'.repeat(n)}\r\n\r\n`, { quiet: 150 }))); s.close(); }
  { const s = http.createServer(echo); s.maxHeadersCount = 3; const port = await listen(s);
    log(JSON.stringify(await send(port, `GET / HTTP/1.1\r\n${H}A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n`, { quiet: 150 }))); s.close(); }
  { const s = http.createServer((req, res) => res.end('x')); s.maxRequestsPerSocket = 2; s.on('dropRequest', (req) => log('drop', req.url)); const port = await listen(s);
    log(JSON.stringify(await send(port, [1, 2, 3].map((n) => `GET /${n} HTTP/1.1\r\n${H}\r\n`).join(''), { quiet: 150 }))); s.close(); }
  { const s = http.createServer({ headersTimeout: 100, requestTimeout: 300, connectionsCheckingInterval: 50 }, (req, res) => { req.resume().on('end', () => res.end('ok')).on('error', (e) => log('request', e.code)); }); const port = await listen(s);
    log('slow head', JSON.stringify(await send(port, 'GET / HTTP/1.1\r\n')));
    log('nothing', JSON.stringify(await send(port, '')));
    log('slow body', JSON.stringify(await send(port, `POST / HTTP/1.1\r\n${H}Content-Length: 5\r\n\r\nab`)));
    s.on('clientError', (e, socket) => { log(e.code, e.message); socket.destroy(); });
    log('told', JSON.stringify(await send(port, 'GET / HTTP/1.1\r\n'))); s.close(); }
  { const s = http.createServer({ keepAliveTimeout: 100 }, (req, res) => res.end('ok')); const port = await listen(s);
    const began = Date.now(); log('kept', JSON.stringify(await send(port, `GET / HTTP/1.1\r\n${H}\r\n`)), Date.now() - began >= 95); s.close(); }
  { const s = http.createServer((req, res) => { res.setTimeout(60, () => { log('response timeout'); res.end('late'); }); }); const port = await listen(s);
    log(JSON.stringify(await send(port, `GET / HTTP/1.1\r\n${H}Connection: close\r\n\r\n`))); s.close(); }
  { const s = http.createServer(() => {}); s.setTimeout(60, (socket) => { log('server timeout', socket.destroyed); socket.destroy(); }); const port = await listen(s);
    log(JSON.stringify(await send(port, `GET / HTTP/1.1\r\n${H}\r\n`))); s.close(); }
  { const s = http.createServer(() => {}); s.timeout = 60; const port = await listen(s);
    log(JSON.stringify(await send(port, `GET / HTTP/1.1\r\n${H}\r\n`))); s.close(); }
  { const s = http.createServer({ requireHostHeader: false, joinDuplicateHeaders: true, uniqueHeaders: ['x'] }, (req, res) => { res.setHeader('X', ['a', 'b']); res.setHeader('Y', ['a', 'b']); res.end(JSON.stringify(req.headers)); }); const port = await listen(s);
    log(JSON.stringify(await send(port, 'GET / HTTP/1.1\r\nAge: 1\r\nAge: 2\r\nContent-Type: a\r\nContent-Type: b\r\n\r\n', { quiet: 150 }))); s.close(); }
}
main();
