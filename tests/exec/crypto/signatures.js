// Key objects, signatures, encryption with keys: fixed keys, so that the results are fixed.
const crypto = require('crypto');
const log = console.log;
const b64 = (text) => Buffer.from(text, 'base64url');
const ec = crypto.createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4', y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM', d: '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE' } });
const ed = crypto.createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } });
const { privateKey: rsa } = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
for (const [name, key] of Object.entries({ ec, ed, rsa })) {
  const publicKey = crypto.createPublicKey(key);
  log(name, key.type, key.asymmetricKeyType, key.asymmetricKeyDetails, publicKey.type, Object.prototype.toString.call(key));
  const pem = key.export({ type: 'pkcs8', format: 'pem' });
  log(pem.split('\n')[0], crypto.createPrivateKey(pem).equals(key), crypto.createPublicKey(pem).equals(publicKey));
  const der = publicKey.export({ type: 'spki', format: 'der' });
  log(crypto.createPublicKey({ key: der, type: 'spki', format: 'der' }).equals(publicKey), publicKey.equals(key), key.equals(ec));
  const locked = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' });
  log(locked.split('\n')[0], crypto.createPrivateKey({ key: locked, passphrase: 'secret' }).equals(key));
  for (const passphrase of [undefined, 'wrong']) {
    try {
      crypto.createPrivateKey({ key: locked, passphrase });
    } catch (error) {
      log(error.name, error.code, passphrase === undefined ? error.message : '');
    }
  }
  const jwk = key.export({ format: 'jwk' });
  log(Object.keys(jwk), crypto.createPrivateKey({ key: jwk, format: 'jwk' }).equals(key), Object.keys(publicKey.export({ format: 'jwk' })));
  const algorithm = name === 'ed' ? null : 'sha256';
  const signature = crypto.sign(algorithm, Buffer.from('data'), key);
  log(crypto.verify(algorithm, Buffer.from('data'), publicKey, signature), crypto.verify(algorithm, Buffer.from('Data'), publicKey, signature), crypto.verify(algorithm, Buffer.from('data'), key, signature));
}
log(ec.export({ type: 'pkcs8', format: 'pem' }), ec.export({ type: 'sec1', format: 'pem' }).split('\n')[0], crypto.createPublicKey(ec).export({ type: 'spki', format: 'pem' }));
log(ed.export({ format: 'jwk' }), crypto.sign(null, Buffer.from(''), ed).toString('hex'));
log(rsa.export({ type: 'pkcs1', format: 'pem' }).split('\n')[0], crypto.createPublicKey(rsa).export({ type: 'pkcs1', format: 'pem' }).split('\n')[0]);
const pkcs1 = rsa.export({ type: 'pkcs1', format: 'der' });
log(crypto.createPrivateKey({ key: pkcs1, type: 'pkcs1', format: 'der' }).equals(rsa));
for (const [key, algorithm, options] of [[rsa, 'RSA-SHA256', {}], [rsa, 'sha512', { padding: crypto.constants.RSA_PKCS1_PSS_PADDING }], [rsa, 'sha256', { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 }], [ec, 'SHA256', {}], [ec, 'sha384', { dsaEncoding: 'ieee-p1363' }]]) {
  const sign = crypto.createSign(algorithm);
  sign.update('some ').write('data');
  const signature = sign.sign({ key, ...options });
  const check = (text, given) => { const verify = crypto.createVerify(algorithm); verify.update(text); return verify.verify({ key: crypto.createPublicKey(key), ...options }, given); };
  log(algorithm, key === rsa || options.dsaEncoding ? signature.length : signature.length >= 68, check('some data', signature), check('some data', Buffer.alloc(signature.length)), check('other', signature));
}
log(crypto.createSign('sha256').update('x').sign(rsa, 'base64').length, crypto.createVerify('sha256').update('x').verify(rsa, crypto.createSign('sha256').update('x').sign(rsa, 'hex'), 'hex'));
const cipher = crypto.publicEncrypt(rsa, Buffer.from('for rsa'));
log(cipher.length, crypto.privateDecrypt(rsa, cipher).toString(), crypto.publicDecrypt(rsa, crypto.privateEncrypt(rsa, Buffer.from('signed'))).toString());
log(crypto.privateDecrypt({ key: rsa, oaepHash: 'sha256', oaepLabel: Buffer.from('l') }, crypto.publicEncrypt({ key: rsa, oaepHash: 'sha256', oaepLabel: Buffer.from('l') }, Buffer.from('labelled'))).toString());
const secret = crypto.createSecretKey('text', 'utf8'), other = crypto.createSecretKey(Buffer.from('text'));
log(secret, secret.type, secret.symmetricKeySize, secret.export(), secret.export({ format: 'jwk' }), secret.equals(other), secret instanceof crypto.KeyObject, secret.asymmetricKeyType);
log(crypto.createHmac('sha256', secret).update('x').digest('hex') === crypto.createHmac('sha256', 'text').update('x').digest('hex'));
log(crypto.hkdfSync('sha256', secret, 'salt', 'info', 8), crypto.generateKeySync('aes', { length: 128 }).symmetricKeySize, crypto.generateKeySync('hmac', { length: 123 }).symmetricKeySize);
for (const f of [
  () => crypto.createPrivateKey('garbage'), () => crypto.createPublicKey('garbage'), () => crypto.createPrivateKey(), () => crypto.createPublicKey(5), () => crypto.createSecretKey(5), () => crypto.createSecretKey('x'),
  () => crypto.createPrivateKey({ key: 'x', format: 'nope' }), () => crypto.createPrivateKey({ key: Buffer.from('x'), format: 'der' }), () => crypto.createPrivateKey({ key: Buffer.from('x'), format: 'der', type: 'pkcs8' }), () => crypto.createPrivateKey(ec), () => crypto.createPublicKey(crypto.createPublicKey(ec)), () => crypto.createPublicKey(secret),
  () => ec.export(), () => ec.export({ format: 'pem' }), () => ec.export({ format: 'pem', type: 'pkcs1' }), () => rsa.export({ format: 'pem', type: 'sec1' }), () => ec.export({ format: 'der', type: 'sec1', cipher: 'aes-128-cbc', passphrase: 'x' }), () => ec.export({ format: 'pem', type: 'pkcs8', passphrase: 'x' }), () => ec.export({ format: 'pem', type: 'pkcs8', cipher: 'nope', passphrase: 'x' }), () => secret.export({ format: 'x' }),
  () => crypto.createPrivateKey({ format: 'jwk', key: { kty: 'x' } }), () => crypto.createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', d: 'AA' } }), () => crypto.createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: 'AA', d: 'AA' } }), () => crypto.createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: 5 } }),
  () => crypto.createSign('nope'), () => crypto.createSign(), () => crypto.createSign('sha256').sign(), () => crypto.createSign('sha256').sign(crypto.createPublicKey(rsa)), () => crypto.createSign('sha256').update(5), () => crypto.createSign('sha256').update('x').sign(ed), () => crypto.sign('sha256', 'x', 5), () => crypto.sign('nope', Buffer.from('x'), rsa), () => crypto.sign('sha256', 5, rsa), () => crypto.verify('sha256', Buffer.from('x'), rsa, 'text'), () => crypto.sign('sha256', Buffer.from('x'), { key: ec, dsaEncoding: 'x' }), () => crypto.sign('sha256', Buffer.from('x'), { key: rsa, padding: 1.5 }), () => crypto.sign('sha256', Buffer.from('x'), ed),
  () => crypto.privateDecrypt(rsa, Buffer.from('short')), () => crypto.publicEncrypt(rsa, Buffer.alloc(500)), () => crypto.publicEncrypt('x', Buffer.from('')), () => crypto.generateKeyPairSync('nope'), () => crypto.generateKeyPairSync('rsa'), () => crypto.generateKeyPairSync('rsa', {}), () => crypto.generateKeyPairSync('ec', { namedCurve: 'nope' }), () => crypto.generateKeyPairSync('ec', {}), () => crypto.generateKeySync('aes', { length: 100 }), () => crypto.generateKeySync('x', {}), () => crypto.generateKeyPair('ed25519'), () => new crypto.KeyObject('x', {}), () => crypto.createHmac('sha256', ec),
  () => { const verify = crypto.createVerify('sha256'); verify.verify({ key: ec, dsaEncoding: 'ieee-p1363' }, Buffer.from('short')); },
]) {
  try {
    f();
    log('none');
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
crypto.generateKeyPair('ec', { namedCurve: 'P-384', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'sec1', format: 'pem' } }, (error, publicKey, privateKey) => {
  log(error, publicKey.split('\n')[0], privateKey.split('\n')[0], crypto.createPrivateKey(privateKey).asymmetricKeyDetails);
  crypto.generateKeyPair('rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 16 }, (error, publicKey, privateKey) => {
    log(error, publicKey.asymmetricKeyDetails, crypto.verify('sha256', Buffer.from('x'), publicKey, crypto.sign('sha256', Buffer.from('x'), privateKey)));
    require('util').promisify(crypto.generateKeyPair)('x25519').then((pair) => {
      log(Object.keys(pair), pair.publicKey.asymmetricKeyType, pair.publicKey.asymmetricKeyDetails);
      crypto.sign('sha256', Buffer.from('x'), rsa, (error, signature) => crypto.verify('sha256', Buffer.from('x'), rsa, signature, (error, ok) => log(error, ok)));
    });
  });
});
