async function f(x) { const y = await x; return y + 1; } console.log(f(1) instanceof Promise); f(1).then((v) => console.log('v', v)); f(Promise.resolve(5)).then((v) => console.log('v', v)); f({ then(r) { r(10); } }).then((v) => console.log('thenable', v));
(async () => { try { await Promise.reject(new Error('rej')); } catch (e) { console.log(e.message); } finally { console.log('finally'); } return 'ret'; })().then(console.log);
(async () => { throw 'thrown'; })().catch((e) => console.log('caught', e)); console.log('sync end');
