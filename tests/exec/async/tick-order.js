const log = []; const tick = (n, p = Promise.resolve()) => { for (let i = 1; i <= n; i++) p = p.then(() => log.push('t' + i)); return p; };
tick(8).then(() => console.log(log.join(' ')));
(async () => { log.push('a0'); await null; log.push('a1'); await Promise.resolve(); log.push('a2'); await { then(r) { log.push('then'); r(); } }; log.push('a3'); })();
(async () => { return Promise.resolve(1); })().then(() => log.push('ret promise')); (async () => 1)().then(() => log.push('ret value')); (async () => await Promise.resolve(1))().then(() => log.push('ret await'));
new Promise((r) => r(Promise.resolve())).then(() => log.push('resolve promise')); Promise.resolve().then(() => Promise.resolve()).then(() => log.push('then promise')); (async () => { try { return await Promise.reject(1); } catch { log.push('rejected'); } })();
