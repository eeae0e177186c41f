// 64-bit hashing with BigInt.asUintN.
let hash = 0xcbf29ce484222325n;
for (let i = 0; i < 12000000; i++) {
  hash ^= BigInt(i & 255);
  hash = BigInt.asUintN(64, hash * 0x1200000001b3n);
}
console.log(hash.toString(16));
