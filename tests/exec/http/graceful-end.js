// A server that ends on SIGTERM as services do: who is answered, who is closed, and in which order.
'use strict';
const http = require('http');
const net = require('net');
const { once } = require('events');

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const first = (data) => data.toString().split('\r\n').filter((line) => /^HTTP|^Connection|^Keep|^body/.test(line)).join(' | ');

async function scene(name, options, end) {
  const log = (...words) => console.log(name, ...words);
  const waiting = [];
  const server = http.createServer(options, (request, response) => {
    log('request', request.url, request.headers.connection);
    response.on('close', () => log('response closed', request.url, response.writableFinished));
    if (request.url === '/slow') waiting.push(response);
    else if (request.url === '/begun') { response.write('body begun\r\n'); waiting.push(response); }
    else response.end('body\r\n');
  });
  server.on('connection', () => log('connection')).on('close', () => log('server close event'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  const open = async (label, text) => {
    const socket = net.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('data', (data) => log(label, 'got', first(data))).on('end', () => log(label, 'end')).on('close', () => log(label, 'closed')).on('error', (error) => log(label, error.code));
    socket.write(text);
    await sleep(30);
    return socket;
  };
  const sockets = [
    await open('idle', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'), await open('slow', 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\n'),
    await open('begun', 'GET /begun HTTP/1.1\r\nHost: x\r\n\r\n'), await open('ten', 'GET /slow HTTP/1.0\r\n\r\n'),
    await open('upload', 'POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345'),
  ];
  process.once('SIGTERM', async () => {
    log('SIGTERM', server.listening);
    end(server, log);
    log('ended', server.listening, server.address());
    await sleep(30);
    const late = net.connect(port, '127.0.0.1').on('error', (error) => log('late', error.code)).on('connect', () => log('late connected'));
    await sleep(30);
    late.destroy();
    for (const response of waiting) { response.end('body late\r\n'); await sleep(20); }
    if (sockets[1].writable) sockets[1].write('GET /again HTTP/1.1\r\nHost: x\r\n\r\n');
    await sleep(60);
    server.getConnections((error, count) => log('connections', error, count));
    for (const socket of sockets) socket.destroy();
    await sleep(60);
    log('over');
  });
  process.kill(process.pid, 'SIGTERM');
  await sleep(500);
}

(async () => {
  await scene('close', {}, (server, log) => { server.close((error) => log('close callback', error)); });
  await scene('twice', {}, (server, log) => { server.close((error) => log('first', error)); server.close((error) => log('second', error.code)); });
  await scene('close all', {}, (server, log) => { server.close(() => log('close callback')); server.closeAllConnections(); });
  await scene('idle first', {}, (server, log) => { server.closeIdleConnections(); log('idle closed'); server.close(() => log('close callback')); });
  await scene('no keep-alive', { keepAliveTimeout: 20 }, (server, log) => { server.close(() => log('close callback')); });
  await scene('unref', {}, (server, log) => { server.unref().close(() => log('close callback')); });
  // Clients are told 1 s less than a connection is kept.
  const brief = http.createServer({ keepAliveTimeout: 10 }, (request, response) => response.end('body\r\n'));
  await once(brief.listen(0, '127.0.0.1'), 'listening');
  const client = net.connect(brief.address().port, '127.0.0.1').on('data', (data) => console.log('brief', first(data)));
  for (let i = 0; i < 2; ++i) {
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await sleep(500);
  }
  const start = Date.now();
  await once(client, 'close');
  console.log('brief closed', Date.now() - start > 300);
  brief.close();
  const server = http.createServer();
  server.closeAllConnections();
  server.closeIdleConnections();
  console.log(server.close((error) => console.log(error.code, error.message)) === server, server.listening);
})();
