// SNI and ALPN: contexts by name, SNICallback, protocols that both know, ALPNCallback.
const tls = require('tls');
const keys = require('./lib/keys');
const log = (...a) => console.log(...a);
const one = (name, serverOptions, clientOptions, prepare = () => {}) => new Promise((resolve) => {
  const s = tls.createServer({ key: keys.serverKey, cert: keys.serverCert, ...serverOptions }, (c) => { log(' ', name, 'server', c.servername, c.alpnProtocol); c.end(); });
  s.on('tlsClientError', (e) => log(' ', name, 'tlsClientError', e.code, e.reason));
  prepare(s);
  s.listen(0, '127.0.0.1', () => {
    const c = tls.connect({ port: s.address().port, host: '127.0.0.1', rejectUnauthorized: false, ...clientOptions }, () => {
      log(' ', name, 'client', c.servername, c.alpnProtocol, c.getPeerCertificate().subject.CN);
    });
    c.on('error', (e) => log(' ', name, e.code, e.message.replace(/^[0-9A-F]+:/, '').replace(/:[^:]*\.c:\d+:/, ':'))).on('close', () => s.close(resolve)).resume();
  });
});
const ec = { key: keys.ecKey, cert: keys.ecCert };
(async () => {
  await one('none', {}, {});
  await one('default', {}, { servername: 'unknown.org' }, (s) => s.addContext('*.example.org', ec));
  await one('context', {}, { servername: 'ec.example.org' }, (s) => s.addContext('*.example.org', ec));
  await one('last wins', {}, { servername: 'ec.example.org' }, (s) => { s.addContext('ec.example.org', { key: keys.selfKey, cert: keys.selfCert }); s.addContext('*.example.org', tls.createSecureContext(ec)); });
  await one('callback', { SNICallback: (name, done) => { log('  asked', name); done(null, tls.createSecureContext(ec)); } }, { servername: 'x.y' });
  await one('later', { SNICallback: (name, done) => setTimeout(() => done(null, tls.createSecureContext(ec)), 5) }, { servername: 'x.y' });
  await one('nothing', { SNICallback: (name, done) => done() }, { servername: 'x.y' });
  await one('error', { SNICallback: (name, done) => done(new Error('unknown name')) }, { servername: 'x.y' });
  await one('no context', { SNICallback: (name, done) => done(null, {}) }, { servername: 'x.y' });
  await one('tls 1.2', { SNICallback: (name, done) => setImmediate(done, null, tls.createSecureContext(ec)), maxVersion: 'TLSv1.2' }, { servername: 'x.y' });
  await one('alpn', { ALPNProtocols: ['a', 'b'] }, { ALPNProtocols: ['b', 'a'] });
  await one('alpn bytes', { ALPNProtocols: Buffer.from([1, 98]) }, { ALPNProtocols: new Uint8Array([1, 98]) });
  await one('alpn client only', {}, { ALPNProtocols: ['b'] });
  await one('alpn server only', { ALPNProtocols: ['a'] }, {});
  await one('alpn none', { ALPNProtocols: ['a'] }, { ALPNProtocols: ['b'] });
  await one('alpn callback', { ALPNCallback: ({ servername, protocols }) => { log('  offered', servername, protocols); return protocols[1]; } }, { ALPNProtocols: ['x', 'y'], servername: 'n.org' });
  await one('alpn refusal', { ALPNCallback: () => undefined }, { ALPNProtocols: ['x'] });
  process.once('uncaughtException', (e) => log('  uncaught', e.code, e.message));
  await one('alpn invention', { ALPNCallback: () => 'z' }, { ALPNProtocols: ['x'] });
})();
