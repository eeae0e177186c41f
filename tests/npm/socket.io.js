// socket.io and its client: rooms, namespaces, acknowledgements, binary, middleware, polling and its upgrade, reconnection.
'use strict';
const http = require('http');
const { once } = require('events');
const { Server } = require('socket.io');
const { io } = require('socket.io-client');

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function main() {
  const server = http.createServer((request, response) => response.end('beside'));
  const sockets = new Server(server, { cors: { origin: '*' }, pingInterval: 10000 });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${server.address().port}`;
  const clients = [];
  const connect = (path = '', options = {}) => {
    const client = io(url + path, { forceNew: true, transports: ['websocket'], reconnection: false, ...options });
    clients.push(client);
    return client;
  };
  const connected = (client) => new Promise((resolve, reject) => { client.on('connect', () => resolve(client)); client.on('connect_error', reject); });

  sockets.use((socket, next) => {
    if (socket.handshake.auth.token === 'bad') return next(Object.assign(new Error('not you'), { data: { code: 7 } }));
    socket.data.name = socket.handshake.auth.name ?? 'nobody';
    next();
  });
  sockets.on('connection', (socket) => {
    console.log('connection', socket.data.name, socket.conn.transport.name, socket.handshake.query.q);
    socket.use(([event], next) => (event === 'refused' ? next(new Error('event refused')) : next()));
    socket.on('error', (error) => console.log('socket error', error.message));
    socket.on('sum', (a, b, reply) => reply(a + b));
    socket.on('binary', (data, reply) => reply({ length: data.length, kind: data.constructor.name, back: Buffer.concat([data, data]) }));
    socket.on('join', async (room, reply) => { await socket.join(room); reply([...socket.rooms].map((one) => (one === socket.id ? 'own' : one))); });
    socket.on('say', (room, text) => socket.to(room).emit('said', socket.data.name, text));
    socket.onAny((event, ...values) => console.log('any', event, values.filter((value) => typeof value !== 'function' && !Buffer.isBuffer(value))));
    socket.on('disconnecting', (reason) => console.log('disconnecting', socket.data.name, reason, socket.rooms.size));
    socket.on('disconnect', (reason) => console.log('disconnect', socket.data.name, reason));
  });
  const admin = sockets.of('/admin');
  admin.on('connection', (socket) => { socket.emit('welcome', { nested: [new Date(0), null, undefined] }); });
  sockets.of(/^\/room-\d+$/).on('connection', (socket) => socket.emit('namespace', socket.nsp.name));

  const a = await connected(connect('', { auth: { name: 'a' }, query: { q: '1' } }));
  const b = await connected(connect('', { auth: (done) => done({ name: 'b' }) }));
  console.log(await a.emitWithAck('sum', 1, 2), a.connected, a.io.engine.transport.name);
  a.emit('sum', 3, 4, (sum) => console.log('callback', sum));
  const answer = await a.emitWithAck('binary', Buffer.from([1, 2, 3]));
  console.log(answer.length, answer.kind, answer.back);
  a.emit('refused');
  await a.emitWithAck('sum', 0, 0);
  await a.timeout(30).emitWithAck('unanswered').catch((error) => console.log(error.message));
  console.log(await a.emitWithAck('join', 'room'), await b.emitWithAck('join', 'room'));
  b.emit('say', 'room', 'hello');
  console.log('said', await once(a, 'said'));
  sockets.to('room').except(a.id).emit('only b', 1);
  console.log('only b', await once(b, 'only b'));
  console.log((await sockets.fetchSockets()).map(({ data }) => data.name), await sockets.in('room').allSockets().then((ids) => ids.size));
  console.log(await sockets.in('room').timeout(500).emitWithAck('ask').catch((error) => error.message));
  b.on('ask', (reply) => reply('from b')); a.on('ask', (reply) => reply('from a'));
  console.log((await sockets.in('room').timeout(500).emitWithAck('ask')).sort());

  const c = connect('', { auth: { token: 'bad' } });
  await connected(c).catch((error) => console.log('refused:', error.message, error.data));
  const d = connect('/admin');
  console.log('welcome', await once(d, 'welcome'));
  const e = connect('/room-12');
  console.log('namespace', await once(e, 'namespace'));
  await connected(connect('/nowhere')).catch((error) => console.log(error.message));

  const polling = await connected(connect('', { auth: { name: 'p' }, transports: ['polling'] }));
  console.log('polling', await polling.emitWithAck('sum', 5, 6), (await polling.emitWithAck('binary', Buffer.from('poll'))).back.toString());
  polling.disconnect();
  const upgrading = connect('', { auth: { name: 'u' }, transports: ['polling', 'websocket'] });
  upgrading.io.on('open', () => upgrading.io.engine.once('upgrade', (transport) => upgrading.emit('upgraded', transport.name)));
  await connected(upgrading);
  await once(sockets.sockets.sockets.get(upgrading.id).conn, 'upgrade');
  console.log('upgraded', await upgrading.emitWithAck('sum', 7, 8));

  const again = await connected(connect('', { auth: { name: 'r' }, reconnection: true, reconnectionDelay: 5, randomizationFactor: 0 }));
  again.io.on('reconnect', (attempt) => console.log('reconnect', attempt));
  again.on('disconnect', (reason) => console.log('client saw', reason));
  const back = new Promise((done) => again.once('connect', done) && again.on('connect', () => { console.log('recovered', again.recovered); done(); }));
  again.io.engine.close();
  await back;
  const volatile = await again.volatile.emitWithAck('sum', 9, 9);
  console.log(volatile);

  b.on('disconnect', (reason) => console.log('b saw', reason));
  sockets.in('room').disconnectSockets(true);
  await sleep(50);
  console.log(await (await fetchText(url)), b.connected);
  for (const client of clients) client.disconnect();
  await sleep(100);
  await sockets.close();
  console.log('closed', server.listening);
}

function fetchText(url) {
  return new Promise((resolve) => http.get(url, { agent: false }, (response) => response.setEncoding('utf8').on('data', resolve)));
}

main();
