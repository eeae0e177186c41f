// maxConnections: who is dropped, what 'drop' tells, room again when others have left.
const net = require('net');
const { setTimeout: sleep } = require('timers/promises');
const log = (...a) => console.log(...a);
async function scene(name, prepare, listen) {
  const accepted = [];
  const server = net.createServer((socket) => { accepted.push(socket); socket.on('error', () => {}); socket.end('welcome'); socket.resume(); });
  const drops = [];
  server.on('drop', (data) => drops.push(Object.entries(data ?? {}).map(([key, value]) => `${key} ${/Port/.test(key) ? typeof value : value}`).join(', ')));
  prepare(server);
  await new Promise((r) => server.listen(listen, r));
  const come = () => new Promise((resolve) => {
    let text = '';
    const socket = net.connect(typeof listen === 'string' ? listen : { port: server.address().port, host: listen.host });
    socket.setEncoding('utf8').on('data', (d) => { text += d; }).on('error', (e) => { text += ` ${e.code}`; }).on('close', () => resolve(text.replace(' ECONNRESET', '')));
  });
  const kept = () => new Promise((resolve) => { const socket = net.connect({ port: server.address().port, host: listen.host, allowHalfOpen: true }, () => sleep(20).then(() => resolve(socket))); socket.on('error', () => {}); });
  if (typeof listen === 'string') {
    log(name, await come(), drops);
  } else {
    const held = [await kept(), await kept()];
    await new Promise((r) => server.getConnections((e, n) => { log(name, 'connections', n, server.connections, server._connections); r(); }));
    log(name, [await come(), await come()], drops, accepted.length);
    for (const socket of held) socket.destroy();
    await sleep(20);
    log(name, 'after', await come(), drops.length);
    server.maxConnections = 0;
    log(name, '0', [await come()], drops.length);
  }
  for (const socket of accepted) socket.destroy();
  await new Promise((r) => server.close(r));
}
(async () => {
  await scene('two', (server) => { server.maxConnections = 2; }, { port: 0, host: '127.0.0.1' });
  await scene('IPv6', (server) => { server.maxConnections = 2; }, { port: 0, host: '::1' });
  await scene('none', (server) => { server.maxConnections = null; }, { port: 0, host: '127.0.0.1' });
  await scene('dropMaxConnection', (server) => { server.maxConnections = 2; server.dropMaxConnection = true; }, { port: 0, host: '127.0.0.1' });
  const path = require('path').join(require('fs').mkdtempSync(require('path').join(require('os').tmpdir(), 'kiln-')), 's');
  await scene('path', (server) => { server.maxConnections = 0; }, path);
  require('fs').rmSync(require('path').dirname(path), { recursive: true });
  const http = require('http').createServer((req, res) => res.end('x'));
  http.maxConnections = 1; http.on('drop', () => log('http drop'));
  await new Promise((r) => http.listen(0, '127.0.0.1', r));
  const first = net.connect(http.address().port, '127.0.0.1'); await sleep(20);
  await new Promise((r) => require('http').get({ port: http.address().port, host: '127.0.0.1', agent: false }).on('error', (e) => { log(e.code, e.message); r(); }).on('response', (x) => { log(x.statusCode); r(); }));
  first.destroy(); http.close();
})();
