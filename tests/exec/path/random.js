// Both forms of path over random paths.
const w = require('path').win32, px = require('path').posix; let seed = 12345; const rnd = (n) => ((seed = (Math.imul(seed, 1103515245) + 12345) | 0) >>> 8) % n;
process.chdir('/');
const parts = ['C:', 'c:', 'D:', '\\', '/', '\\\\', '//', 'a', 'bb', '.', '..', 'x.y', '.z', 'q.', ' ', 'server', 'share', ':', '?', 'é'];
const gen = () => { let s = ''; for (let k = rnd(8); k-- > 0;) s += parts[rnd(parts.length)]; return s; };
const t = (f) => { try { return JSON.stringify(f()); } catch (e) { return e.code + e.message; } };
for (let i = 0; i < 250; i++) { const a = gen(), b = gen(), c = gen();
 for (const p of [w, px]) console.log(i, JSON.stringify([a, b, c]), ['normalize', 'isAbsolute', 'dirname', 'basename', 'extname', 'parse', 'toNamespacedPath'].map((m) => t(() => p[m](a))).join('|'), t(() => p.join(a, b, c)), t(() => p.resolve(a, b, c)), t(() => p.resolve('C:\\r', a)), t(() => p.relative(a, b)), t(() => p.basename(a, b)), t(() => p.format(p.parse(a)))); }
console.log(t(() => w.join(1)), t(() => w.parse({})), t(() => w.format(null)), w.posix === px, px.win32 === w, w.win32 === w);
console.log(require('path/win32') === w, require('node:path/posix') === px, px.basename('.x', '.x'), w.basename('a', 'a'), w.sep, w.delimiter);
