const crypto = require('crypto');
const hex = (bytes) => Array.from(new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength), (b) => b.toString(16).padStart(2, '0')).join('');
const attempt = (name, run) => {
  try {
    const result = run();
    console.log(name, typeof result === 'object' ? hex(result) : result);
  } catch (e) {
    console.log(name, `${e.name} ${e.code} ${e.message}`);
  }
};
attempt('pbkdf2', () => crypto.pbkdf2Sync('password', 'salt', 1, 20, 'sha1'));
attempt('pbkdf2', () => crypto.pbkdf2Sync('password', 'salt', 1000, 64, 'sha512'));
attempt('pbkdf2', () => crypto.pbkdf2Sync(new Uint8Array(3), new ArrayBuffer(4), 10, 16, 'md5'));
attempt('pbkdf2', () => crypto.pbkdf2Sync('', '', 1, 0, 'sha1'));
for (const bad of [[], ['a', 'b', 0, 5, 'sha1'], ['a', 'b', 1, -5, 'sha1'], ['a', 'b', 1, 5, 'nope'], ['a', 'b', 1, 5], ['a', 5, 1, 5, 'md5'], ['a', 'b', 1.5, 5, 'sha1'], ['a', 'b', '1', 5, 'sha1']])
  attempt('bad pbkdf2', () => crypto.pbkdf2Sync(...bad));
attempt('bad pbkdf2', () => crypto.pbkdf2('a', 'b', 1, 5, 'sha1'));
attempt('bad pbkdf2', () => crypto.pbkdf2('a', 'b', 1, 5, () => {}));
attempt('scrypt', () => crypto.scryptSync('password', 'NaCl', 32));
attempt('scrypt', () => crypto.scryptSync('a', 'b', 16, { N: 16, r: 1, p: 1 }));
attempt('scrypt', () => crypto.scryptSync('a', 'b', 16, { cost: 1024, blockSize: 8, parallelization: 2, maxmem: 1e9 }));
attempt('scrypt', () => crypto.scryptSync('a', 'b', 0));
for (const bad of [[], ['a', 'b'], ['a', 'b', 16, { N: 3 }], ['a', 'b', 16, { N: 2 ** 20 }], ['a', 'b', 16, { N: 16, cost: 16 }], ['a', 'b', -1], ['a', 'b', 16, { N: 'x' }], ['a', 'b', 16, { r: -1 }], ['a', 'b', 16, { maxmem: 1.5 }]])
  attempt('bad scrypt', () => crypto.scryptSync(...bad));
attempt('bad scrypt', () => crypto.scrypt('a', 'b', 1));
attempt('hkdf', () => crypto.hkdfSync('sha256', 'key', 'salt', 'info', 42));
attempt('hkdf', () => crypto.hkdfSync('sha512', new Uint8Array(4), new Uint8Array(0), '', 16));
for (const bad of [['nope', 'key', 'salt', 'info', 16], ['sha256', 'key', 'salt', 'info', 1e6], ['sha256'], ['sha256', 'k', 's', 'x'.repeat(2000), 6]])
  attempt('bad hkdf', () => crypto.hkdfSync(...bad));
crypto.pbkdf2('secret', 'salt', 10, 16, 'sha256', (error, key) => {
  console.log('async pbkdf2', error, hex(key));
  crypto.scrypt('secret', 'salt', 16, { N: 32 }, (failed, derived) => {
    console.log('async scrypt', failed, hex(derived));
    crypto.hkdf('sha256', 'key', 'salt', 'info', 8, (wrong, bytes) => console.log('async hkdf', wrong, hex(bytes)));
  });
});
