// createCipheriv and createDecipheriv: modes, padding, authentication, streams, errors.
const crypto = require('crypto');
const log = console.log;
const key = (n) => Buffer.from(Array.from({ length: n }, (_, i) => i));
const text = 'Some secret text that is longer than one block. äöü';
for (const [name, keySize, ivSize] of [['aes-128-cbc', 16, 16], ['aes-192-cbc', 24, 16], ['aes-256-cbc', 32, 16], ['aes-256-ecb', 32, 0], ['aes-128-ctr', 16, 16], ['aes-256-cfb', 32, 16], ['aes-128-ofb', 16, 16], ['des-ede3-cbc', 24, 8], ['AES-256-CBC', 32, 16], ['id-aes128-wrap', 16, 8], ['chacha20', 32, 16], ['camellia-128-cbc', 16, 16]]) {
  try {
    const iv = ivSize === 0 ? null : key(ivSize);
    const input = name.includes('wrap') ? 'sixteen bytes ok' : text;
    const c = crypto.createCipheriv(name, key(keySize), iv);
    const out = c.update(input, 'utf8', 'hex') + c.final('hex');
    const d = crypto.createDecipheriv(name, key(keySize), iv);
    log(name, out, d.update(out, 'hex', 'utf8') + d.final('utf8') === input);
  } catch (error) {
    log(name, error.code, error.message);
  }
}
for (const [name, options] of [['aes-256-gcm', {}], ['aes-128-gcm', { authTagLength: 12 }], ['chacha20-poly1305', { authTagLength: 16 }], ['aes-256-ocb', { authTagLength: 16 }], ['aes-128-ccm', { authTagLength: 16 }]]) {
  const k = key(name.includes('128') ? 16 : 32), iv = key(12);
  const plaintextLength = Buffer.byteLength(text);
  const c = crypto.createCipheriv(name, k, iv, options);
  c.setAAD(Buffer.from('header'), { plaintextLength });
  const out = Buffer.concat([c.update(text, 'utf8'), c.final()]);
  const tag = c.getAuthTag();
  log(name, out.toString('hex'), tag.toString('hex'));
  const open = (data, aad, t) => {
    const d = crypto.createDecipheriv(name, k, iv, options);
    if (t) d.setAuthTag(t);
    d.setAAD(Buffer.from(aad), { plaintextLength: data.length });
    return Buffer.concat([d.update(data), d.final()]).toString();
  };
  log(open(out, 'header', tag) === text);
  const wrong = Buffer.from(out);
  wrong[0] ^= 1;
  const wrongTag = Buffer.from(tag);
  wrongTag[0] ^= 1;
  for (const [data, aad, t] of [[wrong, 'header', tag], [out, 'other', tag], [out, 'header', wrongTag], [out, 'header', undefined], [out, 'header', tag.subarray(0, 5)]]) {
    try {
      log(open(data, aad, t));
    } catch (error) {
      log(error.name, error.code, error.message);
    }
  }
}
const cbc = () => crypto.createCipheriv('aes-128-cbc', key(16), key(16));
const uncbc = () => crypto.createDecipheriv('aes-128-cbc', key(16), key(16));
for (const f of [
  () => crypto.createCipheriv('nope', key(16), key(16)), () => crypto.createCipheriv('aes-128-cbc', key(15), key(16)), () => crypto.createCipheriv('aes-128-cbc', key(16), key(15)),
  () => crypto.createCipheriv('aes-128-cbc', key(16), null), () => crypto.createCipheriv('aes-128-ecb', key(16), key(16)), () => crypto.createCipheriv(1), () => crypto.createCipheriv('aes-128-cbc', 1), () => crypto.createCipheriv('aes-128-cbc', key(16), 1), () => crypto.createCipheriv('aes-128-cbc', key(16)),
  () => crypto.createCipheriv('aes-128-ccm', key(16), key(12)), () => crypto.createCipheriv('aes-128-gcm', key(16), key(12), { authTagLength: 5 }), () => crypto.createCipheriv('aes-128-gcm', key(16), ''), () => crypto.createCipheriv('aes-128-gcm', key(16), key(12), { authTagLength: 'x' }),
  () => cbc().update(5), () => cbc().getAuthTag(), () => cbc().setAAD(key(3)), () => { const c = cbc(); c.final(); c.final(); }, () => { const c = cbc(); c.final(); c.update('x'); }, () => { const c = cbc(); c.setAutoPadding(false); c.update('x'); c.final(); },
  () => { const d = uncbc(); d.update('abc'); d.final(); }, () => { const d = uncbc(); d.update(key(16)); d.final(); }, () => uncbc().setAuthTag(key(16)), () => cbc().update('abc', 'hex'), () => { const c = cbc(); c.final(); c.setAutoPadding(); },
  () => crypto.createDecipheriv('aes-128-gcm', key(16), key(12)).setAuthTag('00'), () => crypto.createCipheriv('aes-128-gcm', key(16), key(12)).getAuthTag(),
]) {
  try {
    f();
    log('none');
  } catch (error) {
    log(error.name, error.code, error.message, error.reason, error.library);
  }
}
const p = crypto.createCipheriv('aes-128-cbc', key(16), key(16)).setAutoPadding(false);
log(p.update(key(16)).length, p.final().length, cbc() instanceof crypto.Cipheriv, crypto.Cipheriv('aes-128-cbc', key(16), key(16)) instanceof crypto.Cipheriv);
const secret = crypto.createSecretKey(key(16));
log(crypto.createCipheriv('aes-128-cbc', secret, key(16)).update('x'.repeat(16)).toString('base64'));
log(crypto.getCipherInfo('aes-256-gcm'), crypto.getCipherInfo('aes-128-cbc', { keyLength: 12 }), crypto.getCipherInfo('nope'), crypto.getCipherInfo('chacha20-poly1305'), crypto.getCipherInfo('aes-128-gcm', { ivLength: 20 }));
log(['aes-128-cbc', 'aes-256-gcm', 'chacha20-poly1305', 'aes256', 'des3'].map((name) => crypto.getCiphers().includes(name)));
const parts = [];
const stream = cbc();
stream.on('data', (part) => parts.push(part)).on('end', () => {
  log(Buffer.concat(parts).toString('hex'));
  const back = uncbc();
  back.on('error', (error) => log('stream error', error.code));
  back.end('not a multiple');
  back.resume();
});
stream.write('first ');
stream.end('second');
const hash = crypto.createHash('sha256');
hash.on('readable', () => { const digest = hash.read(); if (digest) log(digest.toString('hex')); });
hash.write('some data');
hash.end();
require('stream').Readable.from(['a', 'b']).pipe(crypto.createHmac('sha1', secret)).setEncoding('hex').on('data', (digest) => log(digest));
