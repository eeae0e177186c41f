// node:https: requests and answers, bodies both ways, agents that keep connections and sessions, what Node prints of them.
const https = require('https');
const keys = require('../tls/lib/keys');
const log = (...a) => console.log(...a);
const server = https.createServer({ key: keys.serverKey, cert: keys.serverCert }, (req, res) => {
  req.socket.number ??= ++connections;
  const chunks = [];
  req.on('data', (d) => chunks.push(d)).on('end', () => {
    const body = Buffer.concat(chunks);
    if (req.url === '/chunks') { res.write('one'); setTimeout(() => { res.write('two'); res.end('three'); }, 5); return; }
    if (req.url === '/large') { res.setHeader('content-type', 'text/plain'); res.end(Buffer.alloc(500000, 'x')); return; }
    res.end(`${req.method} ${req.url} ${req.headers.host.split(':')[0]} ${req.socket.encrypted} ${req.socket.servername} ${req.socket.alpnProtocol} #${req.socket.number} reused ${req.socket.isSessionReused()} ${body.length}`);
  });
});
let connections = 0;
const ask = (path, options = {}, body) => new Promise((resolve) => {
  const req = https.request({ port: server.address().port, host: 'localhost', ca: keys.ca, path, ...options }, (res) => {
    let text = ''; res.setEncoding('utf8').on('data', (d) => { text += d; }).on('end', () => setImmediate(() => resolve([res.statusCode, text.length > 200 ? text.length : text, req.reusedSocket])));
  });
  req.on('error', (e) => resolve([e.code, e.message]));
  req.end(body);
});
server.listen(0, async () => {
  const { port } = server.address();
  log(await ask('/a')); log(await ask('/b', { method: 'POST' }, 'x'.repeat(200000)));
  log(await ask('/chunks'), await ask('/large'));
  log(await ask('/c', { agent: false })); log(await ask('/d', { ca: undefined })); log(await ask('/e', { servername: 'x.example.com' })); log(await ask('/f', { servername: 'y.org' }));
  const agent = new https.Agent({ ca: keys.ca });
  log(await ask('/1', { agent })); await new Promise((r) => setTimeout(r, 20)); log(await ask('/2', { agent }), agent._sessionCache.list.length);
  const none = new https.Agent({ ca: keys.ca, maxCachedSessions: 0 });
  log(await ask('/3', { agent: none })); log(await ask('/4', { agent: none }), none._sessionCache.list.length);
  const keep = new https.Agent({ ca: keys.ca, keepAlive: true });
  log(await ask('/5', { agent: keep }), await ask('/6', { agent: keep })); keep.destroy();
  log(await new Promise((r) => https.get(`https://localhost:${port}/url`, { ca: keys.ca }, (res) => { res.resume(); res.on('end', () => r(res.statusCode)); })));
  log(await new Promise((r) => https.get(new URL(`https://localhost:${port}/url`), { ca: keys.ca }, (res) => { res.resume(); res.on('end', () => r(res.statusCode)); })));
  log(await new Promise((r) => require('http').get(`http://localhost:${port}/`, r).on('error', (e) => r([e.code, e.message]))));
  try { https.get('http://localhost/'); } catch (e) { log(e.code, e.message); }
  log(new https.Agent().getName({ host: 'h', port: 1, ca: 'c', key: 'k', servername: 's', rejectUnauthorized: false, minVersion: 'TLSv1.2', sigalgs: 'a' }), https.globalAgent.defaultPort, https.globalAgent.protocol, https.globalAgent.maxCachedSessions, Object.keys(https));
  https.globalAgent.destroy(); server.closeAllConnections(); server.close(() => log('closed'));
});
