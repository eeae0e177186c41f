// What goes wrong: certificates that nobody vouches for, names, protocols, garbage, ends in the middle of a handshake.
const tls = require('tls');
const net = require('net');
const keys = require('./lib/keys');
const log = (...a) => console.log(...a);
const text = (e) => [e.name, e.code, e.message.replace(/^[0-9A-F]+:/, '').replace(/:[^:]*\.c:\d+:/, ':'), e.library, e.reason, e.host].join(' | ');
const server = (options) => tls.createServer(options, (s) => { s.on('error', () => {}); s.end('x'); })
  .on('tlsClientError', (e, s) => log('  tlsClientError', text(e), s instanceof tls.TLSSocket, s.remoteAddress === undefined));
const attempt = (s, options) => new Promise((resolve) => s.listen(0, '127.0.0.1', () => {
  const c = tls.connect({ port: s.address().port, host: '127.0.0.1', ...options }, () => log('  secure', c.authorized, c.authorizationError));
  c.on('error', (e) => log('  error', text(e)));
  c.on('close', (had) => { log('  close', had, c.authorized, c.authorizationError); s.close(resolve); });
  c.resume();
}));
const raw = (s, bytes) => new Promise((resolve) => s.listen(0, '127.0.0.1', () => {
  const c = net.connect(s.address().port, '127.0.0.1', () => { if (bytes) c.write(bytes); else c.end(); });
  c.on('data', (d) => log('  answer', d)).on('error', (e) => log('  raw', e.code)).on('close', () => s.close(resolve));
}));
(async () => {
  const good = { key: keys.serverKey, cert: keys.serverCert };
  log('unknown authority'); await attempt(server(good), { servername: 'localhost' });
  log('not refused'); await attempt(server(good), { rejectUnauthorized: false });
  log('other name'); await attempt(server(good), { ca: keys.ca, servername: 'other.org' });
  log('address'); await attempt(server(good), { ca: keys.ca });
  log('wildcard'); await attempt(server(good), { ca: keys.ca, servername: 'a.example.com' });
  log('own check'); await attempt(server(good), { ca: keys.ca, servername: 'other.org', checkServerIdentity: (host, cert) => { log('  check', host, cert.subject.CN); } });
  log('own refusal'); await attempt(server(good), { ca: keys.ca, checkServerIdentity: () => new Error('not you') });
  log('signed itself'); await attempt(server({ key: keys.selfKey, cert: keys.selfCert }), { servername: 'localhost' });
  log('signed itself, trusted'); await attempt(server({ key: keys.selfKey, cert: keys.selfCert }), { ca: keys.selfCert, servername: 'localhost' });
  log('expired'); await attempt(server({ key: keys.expiredKey, cert: keys.expiredCert }), { ca: keys.ca, servername: 'localhost' });
  log('chain with authority'); await attempt(server({ key: keys.ecKey, cert: keys.ecCert + keys.ca }), { servername: 'ec.example.org' });
  log('no protocol'); await attempt(server({ ...good, minVersion: 'TLSv1.3' }), { ca: keys.ca, maxVersion: 'TLSv1.2', servername: 'localhost' });
  log('no cipher'); await attempt(server({ ...good, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' }), { ca: keys.ca, ciphers: 'ECDHE-RSA-AES256-GCM-SHA384', servername: 'localhost' });
  log('no certificate'); await attempt(server({}), { ca: keys.ca, servername: 'localhost' });
  log('a request'); await raw(server(good), 'GET / HTTP/1.1\r\n\r\n');
  log('garbage'); await raw(server(good), Buffer.from('\x16\x03\x01\x00\x05hello and more', 'latin1'));
  log('nothing'); await raw(server(good));
  log('no TLS'); await attempt(net.createServer((s) => { s.on('error', () => {}); s.end('HTTP/1.1 400 Bad Request\r\n\r\n'); }), {});
  log('end'); await attempt(net.createServer((s) => s.end()), {});
  log('timeout'); await raw(server({ ...good, handshakeTimeout: 30 }), Buffer.from([0x16]));
  log('refused'); {
    const s = net.createServer().listen(0, '127.0.0.1'); await new Promise((r) => s.once('listening', r)); const { port } = s.address(); await new Promise((r) => s.close(r));
    await new Promise((r) => tls.connect(port, '127.0.0.1').on('error', (e) => log('  ', e.code, e.syscall)).on('close', r));
  }
  log('destroyed'); await new Promise((r) => { const s = server(good).listen(0, '127.0.0.1', () => { const c = tls.connect(s.address().port, '127.0.0.1'); c.on('close', (e) => { log('  close', e); s.close(r); }); c.destroy(); }); });
})();
