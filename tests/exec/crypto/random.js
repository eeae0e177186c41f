const crypto = require('crypto');
const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (e) {
    console.log(name, `${e.name} ${e.code} ${e.message}`);
  }
};
attempt('bytes', () => [0, 1, 16, 1000, 1.5].map((n) => crypto.randomBytes(n).length).join());
attempt('differ', () => crypto.randomBytes(16).join() !== crypto.randomBytes(16).join());
for (const bad of [undefined, -1, '5', NaN, 2 ** 31, null]) attempt('bad size', () => crypto.randomBytes(bad));
attempt('bad callback', () => crypto.randomBytes(4, 5));
attempt('fill', () => crypto.randomFillSync(new Uint8Array(8)).length);
attempt('fill', () => [...crypto.randomFillSync(new Uint8Array(8), 8)].join());
attempt('fill', () => [...crypto.randomFillSync(new Uint8Array(8), 2, 0)].join());
attempt('fill', () => crypto.randomFillSync(new ArrayBuffer(4)).byteLength);
attempt('fill', () => [...crypto.randomFillSync(new Uint32Array(3), 1, 1)].map((x, i) => i === 1 || x === 0).join());
attempt('fill', () => crypto.randomFillSync());
attempt('fill', () => crypto.randomFillSync([]));
attempt('fill', () => crypto.randomFillSync(new Uint8Array(4), 5));
attempt('fill', () => crypto.randomFillSync(new Uint8Array(4), 2, 5));
attempt('fill', () => crypto.randomFillSync(new Uint8Array(4), 'x'));
attempt('fill', () => crypto.randomFillSync(new Uint8Array(4), 1, 'a'));
attempt('fill', () => crypto.randomFillSync(new Uint32Array(4), 5));
attempt('fill', () => crypto.randomFill(new Uint8Array(4)));
attempt('int', () => Array.from({ length: 200 }, () => crypto.randomInt(3)).every((x) => x >= 0 && x < 3));
attempt('int', () => new Set(Array.from({ length: 300 }, () => crypto.randomInt(-2, 3))).size);
attempt('int', () => Number.isSafeInteger(crypto.randomInt(0, 2 ** 48 - 1)));
for (const bad of [[], [5, 5], [1.5], [0, 2 ** 48], [0, 2 ** 53], ['a', 5], [0], [5, 6, 7], [-(2 ** 48), 1]]) attempt('bad int', () => crypto.randomInt(...bad));
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ids = Array.from({ length: 500 }, () => crypto.randomUUID());
attempt('uuid', () => ids.every((id) => uuid.test(id)) && new Set(ids).size);
attempt('uuid', () => uuid.test(crypto.randomUUID({ disableEntropyCache: true })));
attempt('uuid', () => crypto.randomUUID(5));
attempt('uuid', () => crypto.randomUUID({ disableEntropyCache: 5 }));
attempt('values', () => crypto.getRandomValues(new Uint8Array(4)).length);
attempt('values', () => crypto.getRandomValues([]));
attempt('web', () => globalThis.crypto.getRandomValues(new BigInt64Array(2)).length);
attempt('web', () => globalThis.crypto === crypto.webcrypto);
attempt('web', () => globalThis.crypto.getRandomValues(new Float32Array(1)));
attempt('web', () => globalThis.crypto.getRandomValues(new Uint8Array(65537)));
attempt('web', () => globalThis.crypto.getRandomValues());
attempt('web', () => globalThis.crypto.getRandomValues.call({}, new Uint8Array(1)));
attempt('web', () => uuid.test(globalThis.crypto.randomUUID()));
attempt('web', () => Object.prototype.toString.call(globalThis.crypto));
attempt('web', () => new Crypto());
crypto.randomBytes(5, (error, bytes) => {
  console.log('async bytes', error, bytes.length);
  crypto.randomFill(new Uint8Array(6), (failed, filled) => {
    console.log('async fill', failed, filled.length);
    crypto.randomInt(5, (wrong, n) => console.log('async int', wrong, n >= 0 && n < 5));
  });
});
console.log('synchronous part ends');
