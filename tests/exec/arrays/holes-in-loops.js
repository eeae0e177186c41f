// Arrays with holes, read and written in loops: what is behind a hole is looked up, what lies beyond the end grows.
function sum(a) { let t = ''; for (let i = 0; i < a.length; i++) t += a[i] + ' '; return t; }
function put(a, v) { for (let i = 0; i < 6; i++) a[i] = v + i; return a; }
console.log(sum([1, , 3]), sum(new Array(3)), put(new Array(4), 1).join(), put([, , 9], 2).join());
const big = new Array(200000);
for (let i = 0; i < big.length; i += 50000) big[i] = i;
console.log(big[50000], big[49999], big[199999], big.length, Object.keys(big).join());
for (let i = 0; i < big.length; i++) big[i] = i;
let total = 0;
for (let i = 0; i < big.length; i++) total += big[i];
console.log(total, big[big.length]);
const filled = new Array(150000).fill(7), part = new Array(100000).fill(1, 99990), tail = new Array(100000).fill(2, 10);
console.log(filled[149999], filled.length, part[99989], part[99990], Object.keys(part).length, tail[9], tail[10], tail[99999]);
function shrink(a) { const r = []; for (let i = 0; i < 8; i++) { r.push(a[i]); if (i === 2) a.length = 4; if (i === 5) a.length = 8; a[i] = -i; } return r.join() + '|' + a.length; }
console.log(shrink([0, 1, , 3, 4, 5, , 7]), shrink(new Array(8).fill(5)));
let log = '';
Object.defineProperty(Array.prototype, 3, { get() { return 'proto'; }, set(v) { log += 'set' + v + ' '; }, configurable: true });
console.log(sum([1, 2, , , 5]), put(new Array(6), 0).join(), put([, , , 4, , 6], 0).join(), log);
delete Array.prototype[3];
console.log(sum([1, 2, , , 5]));
const frozen = Object.freeze([1, , 3]);
(function () { for (let i = 0; i < 3; i++) frozen[i] = 9; })();
console.log(sum(frozen), 1 in frozen);
(function () { 'use strict'; for (const i of [0, 1]) try { frozen[i] = 9; } catch (e) { console.log(e.message); } })();
function lost(a) { let n = 0; for (let i = 0; i < 5; i++) { if (a[i] === undefined) n++; delete a[i]; if (i in a) n += 100; } return n; }
console.log(lost([1, , 3, 4]), lost([1, 2, 3, 4, 5]));
