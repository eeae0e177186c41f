// Secure contexts: options that are refused, and how; keys with passphrases, PKCS #12, key and certificate that do not belong together.
const tls = require('tls');
const keys = require('./lib/keys');
const text = (e) => `${e.name} ${e.code} ${e.message} ${e.library} ${e.reason}`;
const t = (name, options) => {
  try { console.log(name, tls.createSecureContext(options)); } catch (e) { console.log(name, text(e)); }
};
t('empty'); t('key', { key: keys.ecKey, cert: keys.ecCert }); t('buffers', { key: Buffer.from(keys.ecKey), cert: [Buffer.from(keys.ecCert)], ca: [keys.ca] });
t('passphrase', { key: keys.encryptedKey, passphrase: keys.passphrase }); t('no passphrase', { key: keys.encryptedKey }); t('wrong passphrase', { key: keys.encryptedKey, passphrase: 'x' });
t('list', { key: [{ pem: keys.encryptedKey, passphrase: keys.passphrase }], cert: keys.ecCert }); t('bad passphrase', { key: keys.encryptedKey, passphrase: 5 });
t('pfx', { pfx: keys.pfx, passphrase: keys.passphrase }); t('pfx list', { pfx: [{ buf: keys.pfx, passphrase: keys.passphrase }] }); t('pfx wrong', { pfx: keys.pfx, passphrase: 'x' }); t('pfx none', { pfx: keys.pfx }); t('pfx garbage', { pfx: 'x' });
t('key garbage', { key: 'x' }); t('cert garbage', { cert: 'x' }); t('key type', { key: { a: 1 } }); t('cert type', { cert: 5 }); t('ca type', { ca: true }); t('ca garbage', { ca: 'x' });
t('mismatch', { cert: keys.serverCert, key: keys.ecKey }); t('mismatch rsa', { cert: keys.ecCert, key: keys.selfKey });
t('ciphers', { ciphers: 'foo' }); t('ciphers type', { ciphers: 5 }); t('ciphers both', { ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256' }); t('suites', { ciphers: 'TLS_AES_128_GCM_SHA256' }); t('suite unknown', { ciphers: 'TLS_FOO' }); t('colons', { ciphers: ':::' });
t('min', { minVersion: 'x' }); t('max', { maxVersion: 'TLSv1.4' }); t('versions', { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' }); t('null versions', { minVersion: null });
t('sslv2', { secureProtocol: 'SSLv2_method' }); t('sslv3', { secureProtocol: 'SSLv3_server_method' }); t('unknown', { secureProtocol: 'zz' }); t('known', { secureProtocol: 'TLSv1_2_method' }); t('conflict', { secureProtocol: 'TLS_method', maxVersion: 'TLSv1.2' });
t('curve', { ecdhCurve: 'zz' }); t('curves', { ecdhCurve: 'P-256:X25519' }); t('curve type', { ecdhCurve: 5 }); t('dhparam', { dhparam: 'auto' }); t('dhparam type', { dhparam: 1 }); t('crl', { crl: 'x' }); t('crl type', { crl: 5 });
t('sigalgs', { sigalgs: 'x' }); t('sigalgs empty', { sigalgs: '' }); t('sigalgs good', { sigalgs: 'ECDSA+SHA256' }); t('timeout', { sessionTimeout: -1 }); t('ticketKeys', { ticketKeys: Buffer.alloc(3) }); t('ticketKeys type', { ticketKeys: 'x' }); t('options', { secureOptions: 'x' }); t('id', { sessionIdContext: 5 }); t('type', 5);
console.log(tls.createSecureContext({ ticketKeys: Buffer.alloc(48, 7) }).context.getTicketKeys().equals(Buffer.alloc(48, 7)), tls.createSecureContext().context.getTicketKeys().length);
for (const options of [5, { ALPNCallback: () => {}, ALPNProtocols: ['a'] }, { handshakeTimeout: 'x' }, { SNICallback: 5 }, { key: 'x' }]) {
  try { tls.createServer(options); console.log('server'); } catch (e) { console.log(text(e)); }
}
const s = tls.createServer({ ALPNProtocols: ['h2', 'x'] });
console.log(s.ALPNProtocols, s.requestCert, s.rejectUnauthorized, s.honorCipherOrder, s.getTicketKeys().length, s._contexts);
try { s.addContext('', {}); } catch (e) { console.log(text(e)); }
s.addContext('*.a.org', {}); console.log(s._contexts[0][0]);
try { tls.connect({ port: 1, checkServerIdentity: 5 }); } catch (e) { console.log(e.name, e.code); }
try { new tls.TLSSocket(null, { secureContext: {} }); } catch (e) { console.log(text(e)); }
console.log(tls.SecureContext() instanceof tls.SecureContext, tls.DEFAULT_MIN_VERSION, tls.DEFAULT_MAX_VERSION, tls.DEFAULT_ECDH_CURVE, tls.DEFAULT_CIPHERS, tls.CLIENT_RENEG_LIMIT, tls.CLIENT_RENEG_WINDOW);
console.log(Object.keys(tls), tls.getCiphers(), tls.rootCertificates.length > 100, Object.isFrozen(tls.rootCertificates), tls.rootCertificates.every((c) => /^-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----$/.test(c)));
