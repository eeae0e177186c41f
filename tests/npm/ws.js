// ws, server and client: messages, fragments, pings, closing, compression, refusals; and frames byte by byte.
'use strict';
const { once } = require('events');
const http = require('http');
const net = require('net');
const WebSocket = require('ws');

const sum = (data) => `${data.length} bytes, sum ${data.reduce((all, byte) => (all * 31 + byte) % 65521, 7)}`;

async function listen(options) {
  const server = new WebSocket.Server({ port: 0, host: '127.0.0.1', ...options });
  await once(server, 'listening');
  server.url = `ws://127.0.0.1:${server.address().port}`;
  return server;
}

// What a connection sees, in order; `closed` resolves when it is over.
function watch(name, socket) {
  const seen = (...what) => console.log(name, ...what);
  socket.on('message', (data, binary) => seen('message', binary ? sum(data) : data.toString().slice(0, 40), data.length));
  socket.on('ping', (data) => seen('ping', data.toString()));
  socket.on('pong', (data) => seen('pong', data.toString()));
  socket.on('error', (error) => seen('error', error.code, error.message.replace(/:\d+$/, ':port')));
  socket.closed = new Promise((resolve) => socket.on('close', (code, reason) => { seen('close', code, reason.toString()); resolve(); }));
  return socket;
}

async function echo() {
  console.log('--- echo');
  const server = await listen({ handleProtocols: (protocols) => (protocols.has('b') ? 'b' : false) });
  server.on('headers', (headers) => headers.push('X-Extra: yes'));
  server.on('connection', (socket, request) => {
    console.log('server connection', request.url, request.headers['x-client'], socket.protocol, socket.extensions, server.clients.size);
    socket.on('message', (data, binary) => socket.send(data, { binary }));
    watch('server', socket);
  });
  const client = watch('client', new WebSocket(`${server.url}/path?q=1`, ['a', 'b'], { headers: { 'X-Client': 'c' }, perMessageDeflate: false }));
  client.on('upgrade', (response) => console.log('client upgrade', response.statusCode, response.headers['x-extra'], response.headers['sec-websocket-protocol']));
  await once(client, 'open');
  console.log('client open', client.protocol, client.readyState, client.url.replace(/:\d+/, ':port'));
  const answered = () => once(client, 'message');
  client.send('text ü €'); await answered();
  client.send(Buffer.from([0, 1, 2, 255])); await answered();
  client.send(new Uint8Array([5, 6]).buffer); await answered();
  client.send(''); await answered();
  client.send('x'.repeat(125)); await answered();
  client.send('y'.repeat(126)); await answered();
  client.send(Buffer.alloc(70000, 'z')); await answered();
  client.send('part 1,', { fin: false }); client.send(' part 2,', { fin: false }); client.send(' part 3', { fin: true }); await answered();
  client.ping('are you there'); await once(client, 'pong');
  server.clients.forEach((socket) => socket.ping('and you')); await once(client, 'ping');
  client.pong('unasked');
  client.binaryType = 'fragments'; client.once('message', (parts, binary) => console.log('fragments', Array.isArray(parts), binary));
  client.removeAllListeners('message'); client.on('message', (parts) => console.log('as', Array.isArray(parts) ? 'fragments' : parts.constructor.name));
  client.send(Buffer.from('abc')); await answered();
  client.binaryType = 'arraybuffer'; client.send(Buffer.from('abc')); await answered();
  client.send('last', (error) => console.log('sent', error));
  client.close(4001, 'done');
  console.log('closing', client.readyState, client.bufferedAmount > 0);
  await client.closed;
  client.send('late', (error) => console.log('late:', error.message));
  await new Promise((done) => server.close(done));
}

async function compressed() {
  console.log('--- permessage-deflate');
  const server = await listen({ perMessageDeflate: { threshold: 10, concurrencyLimit: 2, zlibDeflateOptions: { level: 6 } } });
  server.on('connection', (socket) => {
    console.log('server', socket.extensions);
    socket.on('message', (data, binary) => socket.send(data, { binary }));
  });
  for (const perMessageDeflate of [true, { serverNoContextTakeover: true, clientMaxWindowBits: 10 }, false]) {
    const client = watch('client', new WebSocket(server.url, { perMessageDeflate }));
    await once(client, 'open');
    console.log('client', client.extensions);
    for (const data of ['compress '.repeat(1000), 'short', Buffer.alloc(30000, 7)]) { client.send(data); await once(client, 'message'); }
    client.send('fragmented '.repeat(50), { fin: false }); client.send('and compressed '.repeat(50)); await once(client, 'message');
    client.close();
    await client.closed;
  }
  await new Promise((done) => server.close(done));
}

async function upgrades() {
  console.log('--- upgrades by hand');
  const server = http.createServer((request, response) => response.end('plain'));
  const a = new WebSocket.Server({ noServer: true }), b = new WebSocket.Server({ noServer: true, maxPayload: 10 });
  server.on('upgrade', (request, socket, head) => {
    const path = new URL(request.url, 'ws://x').pathname;
    if (path === '/refused') return void socket.end('HTTP/1.1 401 Unauthorized\r\nX-Why: no\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    const target = path === '/a' ? a : b;
    target.handleUpgrade(request, socket, head, (client) => target.emit('connection', client, request));
  });
  a.on('connection', (socket) => { socket.send('from a'); socket.addEventListener('message', (event) => console.log('a got', event.type, event.data, event.target === socket)); });
  b.on('connection', (socket) => watch('b', socket));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `ws://127.0.0.1:${server.address().port}`;
  const first = watch('first', new WebSocket(`${url}/a`));
  await once(first, 'message');
  first.send('to a'); first.close(1000); await first.closed;
  const second = watch('second', new WebSocket(`${url}/b`));
  await once(second, 'open');
  second.send('more than ten bytes'); await second.closed;
  const refused = watch('refused', new WebSocket(`${url}/refused`));
  await refused.closed;
  const unexpected = new WebSocket(`${url}/refused`);
  unexpected.on('unexpected-response', (request, response) => { console.log('unexpected', response.statusCode, response.headers['x-why']); request.destroy(); unexpected.terminate(); });
  unexpected.on('error', (error) => console.log('after it', error.message));
  await new Promise((done) => unexpected.on('close', done));
  const stopped = watch('terminated', new WebSocket(`${url}/a`));
  stopped.once('open', () => stopped.terminate()); await stopped.closed;
  server.close();
  await watch('nobody', new WebSocket(url)).closed;
  try { new WebSocket('ftp://x'); } catch (error) { console.log(error.name, error.message); }
  try { first.ping(); console.log('ignored'); } catch (error) { console.log(error.message); }
}

// A frame as RFC 6455 has it, masked.
function frame(opcode, payload, { fin = true, mask = true } = {}) {
  const body = Buffer.from(payload), key = Buffer.from([1, 2, 3, 4]);
  const head = [(fin ? 0x80 : 0) | opcode, (mask ? 0x80 : 0) | body.length];
  return Buffer.concat([Buffer.from(head), mask ? key : Buffer.alloc(0), mask ? body.map((byte, i) => byte ^ key[i % 4]) : body]);
}

async function bytes() {
  console.log('--- bytes');
  const server = await listen();
  server.on('connection', (socket) => { watch('server', socket); socket.on('message', () => socket.send('ok')); });
  const exchange = (...frames) => new Promise((resolve) => {
    const socket = net.connect(server.address().port, '127.0.0.1');
    const parts = [];
    socket.on('data', (part) => parts.push(part));
    socket.on('close', () => resolve(Buffer.concat(parts)));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n');
    for (const one of frames) socket.write(one);
  });
  const show = (answer) => {
    const end = answer.indexOf('\r\n\r\n') + 4;
    console.log(answer.toString('latin1', 0, end).trim().split('\r\n').join(' | '), answer.subarray(end).toString('hex'));
  };
  const bye = frame(8, Buffer.from([3, 232]));
  show(await exchange(frame(1, 'whole'), bye));
  show(await exchange(frame(1, 'in ', { fin: false }), frame(9, 'ping'), frame(0, 'parts'), bye));
  show(await exchange(frame(1, 'unmasked', { mask: false })));
  show(await exchange(frame(3, 'reserved')));
  show(await exchange(frame(0, 'nothing to continue')));
  show(await exchange(frame(1, Buffer.from([0xff, 0xfe]))));
  show(await exchange(frame(8, Buffer.from([0, 1]))));
  show(await exchange(frame(9, 'x'.repeat(125)), frame(8, '')));
  for (const head of ['Sec-WebSocket-Version: 12', 'Upgrade: other', 'Sec-WebSocket-Key: short']) {
    const fields = { Upgrade: 'websocket', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version': '13' };
    fields[head.split(': ')[0]] = head.split(': ')[1];
    const socket = net.connect(server.address().port, '127.0.0.1').setEncoding('latin1');
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n${Object.entries(fields).map((field) => field.join(': ')).join('\r\n')}\r\n\r\n`);
    let answer = '';
    socket.on('data', (part) => { answer += part; });
    await once(socket, 'close');
    console.log(head, '->', answer.split('\r\n').join(' | '));
  }
  await new Promise((done) => server.close(done));
}

async function streams() {
  console.log('--- streams');
  const server = await listen();
  server.on('connection', (socket) => { const duplex = WebSocket.createWebSocketStream(socket, { encoding: 'utf8' }); duplex.pipe(duplex); });
  const duplex = WebSocket.createWebSocketStream(new WebSocket(server.url), { encoding: 'utf8' });
  duplex.write('one'); console.log((await once(duplex, 'data'))[0]);
  duplex.end('two'); console.log((await once(duplex, 'data'))[0]);
  await once(duplex, 'close');
  await new Promise((done) => server.close(done));
}

(async () => { await echo(); await compressed(); await upgrades(); await bytes(); await streams(); console.log('end'); })();
