// fetch() over https: a certificate that nobody vouches for, and one that is trusted by NODE_TLS_REJECT_UNAUTHORIZED.
const https = require('https');
const keys = require('../tls/lib/keys');
const server = https.createServer({ key: keys.serverKey, cert: keys.serverCert }, (req, res) => res.end(`${req.method} ${req.headers['accept-encoding']}`));
server.listen(0, 'localhost', async () => {
  const url = `https://localhost:${server.address().port}/`;
  await fetch(url).catch((e) => console.log(e.message, e.cause.code, e.cause.message));
  process.removeAllListeners('warning'); process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const r = await fetch(url, { method: 'POST', body: 'x' });
  console.log(r.status, await r.text(), r.type, r.url === url);
  server.closeAllConnections(); server.close(() => console.log('closed'));
});
