import { nanoid, customAlphabet, customRandom, urlAlphabet } from 'nanoid';
import { nanoid as insecure } from 'nanoid/non-secure';
const ids = Array.from({ length: 2000 }, () => nanoid());
console.log(new Set(ids).size, ids.every((id) => /^[\w-]{21}$/.test(id)), nanoid(5).length, nanoid(0) === '', urlAlphabet.length, new Set(urlAlphabet).size);
const hex = customAlphabet('0123456789abcdef', 32); console.log(/^[0-9a-f]{32}$/.test(hex()), hex(4).length);
let seed = 1; const fixed = customRandom('abcdef', 10, (n) => Uint8Array.from({ length: n }, () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) >> 16)); console.log(fixed(), fixed(), insecure().length, typeof insecure(3));
