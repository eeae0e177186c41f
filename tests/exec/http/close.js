// The end of servers: idle connections are closed, others are waited for; closeAllConnections.
const http = require('http');
const net = require('net');
const log = (...a) => console.log(...a);
async function scene(name, act) {
  const responses = [];
  const server = http.createServer((req, res) => { req.on('error', (e) => log(name, 'request', e.code, e.message)); res.on('close', () => log(name, 'response close', res.writableFinished)); if (req.url === '/slow') responses.push(res); else res.end('x'); });
  await new Promise((r) => server.listen(0, '127.0.0.1', r));
  const open = (text, label) => new Promise((resolve) => {
    const s = net.connect(server.address().port, '127.0.0.1', () => { s.write(text); setTimeout(resolve, 40, s); });
    s.on('data', (d) => log(name, label, String(d).split('\r\n').filter((l) => !/^Date/.test(l)).join('|'))).on('close', () => log(name, label, 'closed')).on('error', () => {});
  });
  const idle = await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'idle');
  const busy = await open('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n', 'busy');
  const fresh = await open('', 'fresh');
  const partial = await open('GET / HT', 'partial');
  server.on('close', () => log(name, 'server closed'));
  act(server, responses);
  await new Promise((r) => setTimeout(r, 60));
  server.getConnections((e, n) => log(name, 'connections', n));
  await new Promise((r) => setTimeout(r, 20));
  for (const res of responses) res.end('late');
  await new Promise((r) => setTimeout(r, 60));
  server.closeAllConnections();
  if (server.listening) server.close();
  await new Promise((r) => setTimeout(r, 60));
}
(async () => {
  await scene('close', (server) => server.close((e) => log('callback', e)));
  await scene('idle', (server) => server.closeIdleConnections());
  await scene('all', (server) => { server.close(); server.closeAllConnections(); });
  http.createServer().close((e) => log(e.code, e.message));
})();
