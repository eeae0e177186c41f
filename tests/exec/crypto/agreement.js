// ECDH, Diffie-Hellman, diffieHellman, primes, curves.
const crypto = require('crypto');
const log = console.log;
const a = crypto.createECDH('secp256k1'), b = crypto.createECDH('secp256k1');
a.setPrivateKey('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721', 'hex');
b.setPrivateKey('0f56db78ca460b055c500064824bed999a25aaf48ebb519ac201537b85479813', 'hex');
log(a.getPublicKey('hex'), a.getPublicKey('hex', 'compressed'), a.getPublicKey('base64', 'hybrid'), a.getPrivateKey('hex'));
log(a.computeSecret(b.getPublicKey(), null, 'hex'), b.computeSecret(a.getPublicKey('hex', 'compressed'), 'hex', 'hex'));
const c = crypto.createECDH('prime256v1'), d = crypto.createECDH('prime256v1');
const cKey = c.generateKeys(), dKey = d.generateKeys('base64', 'compressed');
log(cKey.length, typeof dKey, c.computeSecret(dKey, 'base64').equals(d.computeSecret(cKey)));
log(crypto.ECDH.convertKey(a.getPublicKey(), 'secp256k1', null, 'hex', 'compressed'));
const g = crypto.getDiffieHellman('modp14'), h = crypto.createDiffieHellmanGroup('modp14');
g.generateKeys();
h.generateKeys();
log(g.getPrime('hex').slice(0, 32), g.getGenerator('hex'), g.verifyError, g.computeSecret(h.getPublicKey()).equals(h.computeSecret(g.getPublicKey())));
const m = crypto.createDiffieHellman(g.getPrime()), n = crypto.createDiffieHellman(g.getPrime('hex'), 'hex', 2);
m.setPrivateKey(Buffer.from('1234567890abcdef', 'hex'));
n.setPrivateKey('fedcba0987654321', 'hex');
m.generateKeys();
n.generateKeys();
log(m.computeSecret(n.getPublicKey()).equals(n.computeSecret(m.getPublicKey('hex'), 'hex')), m.getPublicKey('hex').slice(0, 40), m.verifyError, n.getPrivateKey('hex'));
const small = crypto.createDiffieHellman(512);
small.generateKeys();
log(small.getPrime().length, small.getGenerator(), crypto.checkPrimeSync(small.getPrime()));
for (const type of ['x25519', 'x448']) {
  const p = crypto.generateKeyPairSync(type), q = crypto.generateKeyPairSync(type);
  log(type, crypto.diffieHellman({ privateKey: p.privateKey, publicKey: q.publicKey }).equals(crypto.diffieHellman({ privateKey: q.privateKey, publicKey: p.publicKey })));
}
log(crypto.getCurves().includes('prime256v1'), crypto.getCurves().length > 50);
log(crypto.generatePrimeSync(64).byteLength, typeof crypto.generatePrimeSync(32, { bigint: true }), crypto.checkPrimeSync(97n), crypto.checkPrimeSync(99n), crypto.checkPrimeSync(Buffer.from([7])), crypto.generatePrimeSync(3, { bigint: true, add: 4n, rem: 3n }));
for (const f of [
  () => crypto.createECDH('nope'), () => crypto.createECDH(5), () => crypto.createECDH('prime256v1').getPublicKey(), () => crypto.createECDH('prime256v1').getPrivateKey(), () => c.computeSecret('00', 'hex'), () => c.computeSecret(5), () => c.setPrivateKey(Buffer.alloc(32)), () => c.getPublicKey('hex', 'nope'), () => crypto.ECDH.convertKey('00', 'prime256v1', 'hex'),
  () => crypto.getDiffieHellman('nope'), () => crypto.createDiffieHellman(), () => crypto.createDiffieHellman(g.getPrime()).getPublicKey(), () => crypto.createDiffieHellman(g.getPrime()).getPrivateKey(), () => g.computeSecret(Buffer.from([1])), () => g.setPublicKey, () => crypto.diffieHellman({}), () => crypto.diffieHellman({ privateKey: crypto.generateKeyPairSync('x25519').privateKey, publicKey: crypto.generateKeyPairSync('x448').publicKey }),
  () => crypto.generatePrimeSync(0), () => crypto.generatePrimeSync('x'), () => crypto.checkPrimeSync(5), () => crypto.checkPrimeSync(-5n), () => crypto.createDiffieHellman(64), () => crypto.createDiffieHellman(-5), () => crypto.createDiffieHellman(512, 1), () => crypto.createDiffieHellman(g.getPrime(), 1),
]) {
  try {
    log(f());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
crypto.generatePrime(40, { bigint: true, safe: true }, (error, prime) => crypto.checkPrime(prime, (error, is) => log(error, is)));
