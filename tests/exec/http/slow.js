// Clients that take their time: a head or a body byte by byte, connections that say nothing, answers that nobody reads; 408 and its error,
// idle connections closed by the server, and others served meanwhile.
const http = require('http');
const net = require('net');
const { setTimeout: sleep } = require('timers/promises');
const listen = (server) => new Promise((r) => server.listen(0, '127.0.0.1', () => r(server.address().port)));
const H = 'Host: x\r\n';
// Writes what `next` gives every 10 ms until the server ends it; { status, after } in ms.
const drip = (port, next) => new Promise((resolve) => {
  const began = Date.now();
  let text = '', step = 0;
  const socket = net.connect(port, '127.0.0.1');
  const timer = setInterval(() => { const part = next(step++); if (part !== undefined && !socket.destroyed) socket.write(part); }, 10);
  socket.setEncoding('latin1').on('data', (d) => { text += d; }).on('error', () => {});
  socket.on('close', () => { clearInterval(timer); resolve({ status: text.split('\r\n')[0], after: Date.now() - began }); });
});
const get = (port, path) => new Promise((resolve, reject) => {
  http.get({ port, host: '127.0.0.1', path, agent: false }, (res) => { let t = ''; res.setEncoding('utf8').on('data', (d) => { t += d; }).on('end', () => resolve(`${res.statusCode} ${t}`)); }).on('error', reject);
});
const within = ({ status, after }, from, to) => [status, after >= from && after < to ? 'in time' : after];
const tally = (list) => Object.entries(list.reduce((counts, x) => ({ ...counts, [x]: (counts[x] ?? 0) + 1 }), {}));

(async () => {
  const options = { headersTimeout: 200, requestTimeout: 500, connectionsCheckingInterval: 50 };
  {
    const server = http.createServer(options, (req, res) => { req.on('error', (e) => told.push(`request ${e.code} ${e.message}`)); req.resume().on('end', () => res.end(`done ${req.url}`)); });
    let told = [];
    const port = await listen(server);
    const slow = {
      'the method': () => 'G', 'the target': (n) => (n === 0 ? 'GET /' : 'a'), 'names': (n) => (n === 0 ? `GET / HTTP/1.1\r\n${H}` : 'a'), 'fields': (n) => (n === 0 ? `GET / HTTP/1.1\r\n${H}` : `h${n}: v\r\n`), 'empty lines': () => '\r\n', 'nothing': () => undefined, 'the last line': (n) => (n === 0 ? `GET / HTTP/1.1\r\n${H}\r` : undefined),
      'a body': (n) => (n === 0 ? `POST / HTTP/1.1\r\n${H}Content-Length: 1000\r\n\r\n` : 'a'), 'chunks': (n) => (n === 0 ? `POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n` : '1\r\na\r\n'), 'a size': (n) => (n === 0 ? `POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n` : '0'), 'extensions': (n) => (n === 0 ? `POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n1;` : 'a'), 'trailers': (n) => (n === 0 ? `POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n0\r\n` : `t${n}: v\r\n`),
      'a second head': (n) => (n === 0 ? `GET / HTTP/1.1\r\n${H}\r\nGET ` : undefined),
    };
    for (const [name, next] of Object.entries(slow)) {
      told = [];
      const result = await drip(port, next);
      await sleep(5);
      console.log(name, result.status, told);
    }
    // Many at once, and ordinary requests between them.
    const names = Object.keys(slow).filter((name) => !/method|size|empty|second/.test(name));
    const many = [];
    for (let i = 0; i < 120; i++) many.push(drip(port, slow[names[i % names.length]]));
    const served = [];
    for (let i = 0; i < 20; i++) { served.push(get(port, '/quick')); await sleep(10); }
    console.log('served', tally(await Promise.all(served)));
    // One that writes at the wrong moment sees a reset and not the answer.
    console.log('slow', tally((await Promise.all(many)).map((x) => x.status.replace(/^$/, 'HTTP/1.1 408 Request Timeout'))));
    server.getConnections((e, n) => console.log('connections', n));
    server.on('clientError', (e, socket) => { console.log('told', e.code, e.message, socket.writable, e.bytesParsed, e.rawPacket); socket.end('HTTP/1.1 408 Mine\r\n\r\n'); });
    console.log(await drip(port, slow.fields).then((x) => x.status));
    server.close();
  }
  {
    const server = http.createServer({ ...options, headersTimeout: 0, requestTimeout: 150 }, (req, res) => res.end('x')); const port = await listen(server);
    console.log('only requestTimeout', within(await drip(port, (n) => (n === 0 ? 'GET /' : 'a')), 140, 700)); server.close();
  }
  {
    const server = http.createServer({ ...options, requestTimeout: 0, headersTimeout: 0 }, (req, res) => { req.resume().on('end', () => res.end('x')); }); const port = await listen(server);
    const result = drip(port, (n) => (n === 0 ? `POST / HTTP/1.1\r\n${H}Connection: close\r\nContent-Length: 60\r\n\r\n` : n <= 60 ? 'a' : undefined));
    console.log('no limits', within(await result, 600, 3000)); server.close();
  }
  {
    // A handler that takes its time is no slow request.
    const server = http.createServer({ ...options, requestTimeout: 200 }, (req, res) => { setTimeout(() => res.end('late'), 500); }); const port = await listen(server);
    console.log('slow handler', await get(port, '/')); server.close();
  }
  {
    // server.timeout: idle sockets, whoever is waited for.
    const server = http.createServer((req, res) => { res.on('close', () => console.log('response closed', res.writableFinished)); }); server.timeout = 100; const port = await listen(server);
    console.log('no answer', within(await drip(port, (n) => (n === 0 ? `GET / HTTP/1.1\r\n${H}\r\n` : undefined)), 95, 700));
    console.log('silent', within(await drip(port, () => undefined), 95, 700));
    server.setTimeout(100, (socket) => { console.log('timeout', socket.destroyed); socket.end('bye'); });
    console.log('with a listener', within(await drip(port, () => undefined), 95, 700)); server.close();
  }
  {
    // The timeout of requests and responses.
    const server = http.createServer((req, res) => {
      if (req.url === '/request') req.setTimeout(60, (socket) => { console.log('request timeout', socket === req.socket); res.end('gave up'); });
      else res.setTimeout(60, (socket) => { console.log('response timeout', socket === req.socket); res.end('gave up'); });
    });
    const port = await listen(server);
    for (const path of ['/request', '/response']) console.log(path, (await drip(port, (n) => (n === 0 ? `POST ${path} HTTP/1.1\r\n${H}Connection: close\r\nContent-Length: 5\r\n\r\n` : undefined))).status);
    server.close();
  }
  {
    // Kept connections: closed a second after keepAliveTimeout, from the end of the last answer on.
    const server = http.createServer({ keepAliveTimeout: 150 }, (req, res) => res.end('x')); const port = await listen(server);
    console.log('kept', within(await drip(port, (n) => (n === 0 || n === 10 ? `GET / HTTP/1.1\r\n${H}\r\n` : undefined)), 1240, 2500));
    console.log('half a request', within(await drip(port, (n) => (n === 0 ? `GET / HTTP/1.1\r\n${H}\r\nGET` : undefined)), 1140, 2500));
    server.close();
  }
})();
