// A connection from the handshake to its end: events in their order, what both sides know of each other, half-open ends.
const tls = require('tls');
const keys = require('./lib/keys');
// Each side has its own order; between them it is the system's.
const { format } = require('util');
const lines = { server: [], client: [] };
const log = (...a) => lines.client.push(format(...a));
const tell = (...a) => lines.server.push(format(...a));
process.on('exit', () => { for (const side of ['server', 'client']) console.log(lines[side].join('\n')); });
const server = tls.createServer({ key: keys.serverKey, cert: keys.serverCert });
server.on('connection', (raw) => tell('connection', raw.constructor.name));
server.on('secureConnection', (s) => {
  tell('secureConnection', s.encrypted, s.authorized, s.authorizationError, s.servername, s.alpnProtocol, s.getProtocol(), s.getCipher(),
      s.isSessionReused(), s.getPeerCertificate(), s.getEphemeralKeyInfo(), s.secureConnecting);
  s.on('data', (d) => { tell('server data', String(d)); if (String(d) === 'one') s.write('ONE'); });
  s.on('end', () => tell('server end'));
  s.on('finish', () => tell('server finish'));
  s.on('close', (e) => { tell('server close', e); server.close(() => tell('closed')); });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const c = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ca: keys.ca }, () => {
    log('callback', c.authorized, c.authorizationError, c.encrypted, c.secureConnecting, c.getProtocol(), c.getCipher(), c.getEphemeralKeyInfo());
    const cert = c.getPeerCertificate();
    log(cert.subject, cert.issuer, cert.subjectaltname, cert.infoAccess, cert.ca, cert.bits, cert.exponent, cert.valid_from, cert.valid_to);
    log(cert.fingerprint, cert.fingerprint256, cert.ext_key_usage, cert.serialNumber, cert.raw.length, cert.pubkey.length, cert.modulus.length);
    const whole = c.getPeerCertificate(true);
    log(whole.issuerCertificate.subject, whole.issuerCertificate.issuerCertificate === whole.issuerCertificate, Object.keys(cert));
    log(c.getCertificate(), c.getFinished().length, c.getPeerFinished().length, c.getSharedSigalgs().length > 0, c.remoteAddress, c.remotePort === port);
    log(c.exportKeyingMaterial(16, 'label').length, c.ssl !== null, c.readyState, c.bytesRead, c.bytesWritten);
    c.write('one', () => log('written'));
    setTimeout(() => c.end('two', () => log('ended')), 20);
  });
  log(c.secureConnecting, c.encrypted, c.authorized, c.connecting, c.readyState);
  for (const event of ['lookup', 'connect', 'ready', 'secureConnect', 'secure', 'finish', 'end']) c.on(event, () => log('client', event));
  c.on('data', (d) => log('client data', String(d)));
  c.on('close', (e) => log('client close', e, c.getPeerCertificate(), c.getProtocol(), c.getCipher(), c.bytesRead, c.bytesWritten, c.destroyed));
});
