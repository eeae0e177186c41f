// Certificates of clients: asked for, required, refused.
const tls = require('tls');
const keys = require('./lib/keys');
const log = (...a) => console.log(...a);
const one = (name, serverOptions, clientOptions) => new Promise((resolve) => {
  const s = tls.createServer({ key: keys.serverKey, cert: keys.serverCert, ca: keys.ca, ...serverOptions }, (c) => {
    const cert = c.getPeerCertificate();
    log(' ', name, 'server', c.authorized, c.authorizationError, cert.subject, cert.asn1Curve, cert.nistCurve, cert.pubkey?.length);
    c.on('error', (e) => log('  server error', e.code)); c.end();
  });
  s.on('tlsClientError', (e) => log(' ', name, 'tlsClientError', e.code, e.reason));
  s.listen(0, '127.0.0.1', () => {
    const c = tls.connect({ port: s.address().port, host: '127.0.0.1', ca: keys.ca, servername: 'localhost', ...clientOptions }, () => log(' ', name, 'client', c.authorized, c.getCertificate().subject));
    c.on('error', (e) => log(' ', name, e.code, e.reason)).on('close', (had) => { log(' ', name, 'close', had); s.close(resolve); }).resume();
  });
});
const client = { key: keys.clientKey, cert: keys.clientCert }, stranger = { key: keys.selfKey, cert: keys.selfCert };
(async () => {
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3']) {
    log(maxVersion);
    await one('not asked', { maxVersion }, client);
    await one('asked, none', { maxVersion, requestCert: true, rejectUnauthorized: false }, {});
    await one('asked', { maxVersion, requestCert: true, rejectUnauthorized: false }, client);
    await one('required', { maxVersion, requestCert: true }, client);
    await one('asked, stranger', { maxVersion, requestCert: true, rejectUnauthorized: false }, stranger);
  }
  await one('required, stranger', { maxVersion: 'TLSv1.2', requestCert: true }, stranger);
  await one('required, none', { maxVersion: 'TLSv1.2', requestCert: true }, {});
})();
