import { v1, v3, v4, v5, v6, v7, validate, version, parse, stringify, NIL, MAX, v1ToV6 } from 'uuid';

const dns = v5.DNS;
console.log(v5('hello.example.com', dns), v3('hello.example.com', dns), v5('kiln', v5.URL), v5(new Uint8Array([1, 2, 3]), dns));
const random = Uint8Array.from({ length: 16 }, (_, i) => i * 16 + i);
console.log(v4({ random }), v7({ random, msecs: 1700000000000, seq: 5 }), v1({ node: [1, 2, 3, 4, 5, 6], clockseq: 0x1234, msecs: 1700000000000, nsecs: 5678 }));
console.log(v6({ node: [1, 2, 3, 4, 5, 6], clockseq: 0x1234, msecs: 1700000000000, nsecs: 5678 }), v1ToV6('92f62d9e-22c4-11ef-97e9-325096b39f47'));
const ids = Array.from({ length: 500 }, () => v4());
console.log(new Set(ids).size, ids.every((id) => validate(id) && version(id) === 4), ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
const sevens = Array.from({ length: 200 }, () => v7());
console.log(sevens.every((id, i) => i === 0 || sevens[i - 1] < id), version(sevens[0]), version(v1()), version(v6()));
console.log(validate('nope'), validate(NIL), MAX, [...parse('6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b')].join(), stringify(parse(ids[0])) === ids[0]);
for (const bad of [() => parse('x'), () => version('x'), () => stringify([1, 2]), () => v5('x', 'bad')]) try { bad(); } catch (e) { console.log(e.name, e.message); }
