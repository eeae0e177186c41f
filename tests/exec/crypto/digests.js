const crypto = require('node:crypto');
const show = (name, run) => {
  try {
    const result = run();
    console.log(name, ArrayBuffer.isView(result) ? `bytes ${Array.from(result).join()}` : result);
  } catch (e) {
    console.log(name, `${e.name} ${e.code} ${e.message}`);
  }
};
for (const name of ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-256', 'sha3-256', 'shake128', 'ripemd160', 'blake2b512', 'RSA-SHA256', 'SHA1', 'md5-sha1', 'sm3'])
  show(name, () => crypto.createHash(name).update('abc').update('é€😀').digest('hex'));
for (const encoding of ['hex', 'base64', 'base64url', 'latin1', 'binary', 'ascii', 'HEX', 'Base64'])
  show(encoding, () => JSON.stringify(crypto.createHash('sha1').update('x').digest(encoding)));
for (const encoding of [undefined, 'buffer', 'nope', {}]) show('buffer', () => crypto.createHash('md5').update('x').digest(encoding));
for (const [text, encoding] of [['616263', 'hex'], ['YWJj', 'base64'], ['abc', 'latin1'], ['abc', 'utf16le'], ['abc', 'nope'], ['\ud800', 'utf8'], ['abc', 'hex']])
  show(`update ${encoding}`, () => crypto.createHash('md5').update(text, encoding).digest('hex'));
show('view', () => crypto.createHash('md5').update(new Uint16Array([1, 2, 3])).update(new DataView(new ArrayBuffer(3))).digest('hex'));
show('xof', () => crypto.createHash('shake256', { outputLength: 5 }).update('x').digest('hex'));
show('not xof', () => crypto.createHash('sha256', { outputLength: 5 }));
show('same length', () => crypto.createHash('md5', { outputLength: 16 }).digest('hex'));
show('negative', () => crypto.createHash('md5', { outputLength: -1 }));
show('copy', () => {
  const hash = crypto.createHash('sha256').update('a');
  const copy = hash.copy();
  return [hash.update('b').digest('hex'), copy.update('c').digest('hex')].join(' ');
});
show('no algorithm', () => crypto.createHash());
show('unknown', () => crypto.createHash('xyz'));
show('md4', () => crypto.createHash('md4'));
for (const bad of [5, undefined, null, {}, [1], new ArrayBuffer(2), function foo() {}, true, 10n, Symbol('s')]) show('bad data', () => crypto.createHash('md5').update(bad));
for (const method of ['update', 'digest', 'copy'])
  show(`late ${method}`, () => {
    const hash = crypto.createHash('md5');
    hash.digest();
    hash[method]('a');
  });
show('without new', () => crypto.Hash('md5').update('x').digest('hex'));
show('new', () => new crypto.Hash('md5').update('x').digest('hex'));
show('names', () => [crypto.createHash('md5') instanceof crypto.Hash, crypto.createHash('md5').constructor.name, crypto.createHash.length].join());

show('hmac', () => crypto.createHmac('sha256', 'key').update('The quick brown fox').update(' jumps').digest('hex'));
show('hmac empty', () => crypto.createHmac('sha512', '').digest('base64'));
show('hmac bytes', () => crypto.createHmac('md5', new Uint8Array([1, 2, 3])).update('x').digest());
show('hmac long key', () => crypto.createHmac('sha1', 'k'.repeat(300)).update('x').digest('hex'));
show('hmac twice', () => {
  const hmac = crypto.createHmac('md5', 'k');
  hmac.digest();
  return JSON.stringify([hmac.digest('hex'), hmac.digest().length]);
});
show('hmac late', () => {
  const hmac = crypto.createHmac('md5', 'k');
  hmac.digest();
  hmac.update('x');
});
show('hmac unknown', () => crypto.createHmac('xx', 'k'));
show('hmac no name', () => crypto.createHmac());
show('hmac no key', () => crypto.createHmac('md5'));
show('hmac null key', () => crypto.createHmac('md5', null));

show('hash', () => crypto.hash('sha1', 'abc'));
show('hash', () => crypto.hash('sha1', new Uint8Array(3), 'base64'));
show('hash', () => crypto.hash('nope', 'abc'));
show('hash', () => crypto.hash('sha1', 5));
show('hash', () => crypto.hash('sha1', 'abc', 'x'));
show('hashes', () => crypto.getHashes().join());

show('equal', () => crypto.timingSafeEqual(new Uint8Array([1, 2]), new Uint8Array([1, 2])));
show('equal', () => crypto.timingSafeEqual(new Uint8Array([1, 2]), new Uint16Array([513])));
show('equal', () => crypto.timingSafeEqual(new Uint8Array([1, 2]), new Uint8Array([1, 3])));
show('equal', () => crypto.timingSafeEqual(new Uint8Array(2), new Uint8Array(3)));
show('equal', () => crypto.timingSafeEqual('a', 'a'));
show('equal', () => crypto.timingSafeEqual(new Uint8Array(2), 'a'));

// Abandoned and many: nothing piles up.
let last;
for (let i = 0; i < 20000; i++) last = crypto.createHash('sha1').update(String(i));
show('many', () => last.digest('hex'));
