// The order of events of one https exchange; a client that is cut off; what garbage does to a server.
const https = require('https');
const net = require('net');
const keys = require('../tls/lib/keys');
// Each side has its own order; between them it is the system's.
const { format } = require('util');
let clientLines = [], serverLines = [];
const log = (...a) => clientLines.push(format(...a));
const tell = (...a) => serverLines.push(format(...a));
const show = () => { console.log(`-- server\n${serverLines.join('\n')}\n-- client\n${clientLines.join('\n')}`); serverLines = []; clientLines = []; };
const server = https.createServer({ key: keys.serverKey, cert: keys.serverCert });
for (const event of ['connection', 'secureConnection', 'close']) server.on(event, () => tell('server', event));
server.on('tlsClientError', (e) => tell('tlsClientError', e.code));
server.on('clientError', (e, s) => { tell('clientError', e.code); s.destroy(); });
server.on('request', (req, res) => {
  tell('request', req.url);
  for (const event of ['close', 'finish', 'prefinish']) res.on(event, () => tell('res', event));
  req.on('end', () => tell('req end')).on('close', () => tell('req close')).on('aborted', () => tell('req aborted')).resume();
  if (req.url === '/cut') { res.on('error', () => {}); res.write('part'); setTimeout(() => res.socket.destroy(), 10); return; }
  res.end('body', () => tell('res ended'));
});
const exchange = (path) => new Promise((resolve) => {
  const req = https.request({ port: server.address().port, host: 'localhost', ca: keys.ca, path, agent: false });
  for (const event of ['socket', 'finish', 'response', 'close', 'abort']) req.on(event, () => log('client', event));
  req.on('socket', (s) => { for (const event of ['secureConnect', 'connect', 'end', 'close']) s.on(event, () => log('socket', event)); });
  req.on('error', (e) => log('client error', e.code, e.message));
  req.on('response', (res) => { for (const event of ['end', 'close', 'aborted']) res.on(event, () => log('response', event)); res.on('error', (e) => log('response error', e.code)); res.on('data', (d) => log('data', String(d))); });
  req.on('close', () => setTimeout(() => { show(); resolve(); }, 50)); req.end();
});
server.listen(0, async () => {
  await exchange('/one'); await exchange('/cut');
  for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\x16\x03\x01\xff\xff' + 'x'.repeat(70000), '\x80\x00\x00\x00', '\x15\x03\x03\x00\x02\x02\x28', '']) {
    await new Promise((r) => { const c = net.connect(server.address().port, '127.0.0.1', () => c.end(bytes, 'latin1')); c.on('error', () => {}).on('close', () => setTimeout(() => { show(); r(); }, 20)).resume(); });
  }
  await exchange('/after'); server.close(() => setImmediate(show));
});
