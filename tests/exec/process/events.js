// Listeners, warnings and the order of the last events.
process.on('beforeExit', (c) => { console.log('beforeExit', c); if (!process.again) { process.again = 1; setTimeout(() => console.log('more work'), 1); } });
process.on('exit', (c) => { console.log('exit', c); setTimeout(() => console.log('never')); process.nextTick(() => console.log('never')); Promise.resolve().then(() => console.log('promise job of exit')); process.exitCode = 5; });
const p = Promise.reject(new Error('e1'));
process.on('unhandledRejection', (e, q) => console.log('unhandledRejection', e.message, p === q));
process.on('rejectionHandled', (q) => console.log('rejectionHandled', p === q));
setTimeout(() => p.catch(() => console.log('caught')), 1);
process.on('warning', (w) => console.log('warning', w.name, w.code, w.message, w.detail));
process.emitWarning('one');
process.emitWarning('two', 'Custom', 'C1');
process.emitWarning('three', { type: 'T', code: 'X', detail: 'detail' });
console.log(process.listenerCount('exit'), process.listeners('exit').length, String(process));
const f = () => console.log('f');
process.once('mine', f); console.log(process.rawListeners('mine')[0] === f, process.listeners('mine')[0] === f, process.emit('mine'), process.emit('mine'));
process.prependListener('mine', () => console.log('first')); process.addListener('mine', f); process.emit('mine', 1); process.off('mine', f); process.emit('mine'); process.removeAllListeners('mine'); console.log(process.emit('mine'));
for (const g of [() => process.emitWarning(5), () => { process.exitCode = 'x'; }, () => { process.exitCode = 1.5; }, () => process.exit('q'), () => process.on('x', 5), () => process.kill(process.pid, 'NOPE'), () => process.kill('a'), () => process.chdir(5), () => process.hrtime(5), () => process.hrtime([1]), () => process.nextTick(5), () => process.umask('9'), () => { process.env.X = Symbol(); }, () => setTimeout(5), () => process.setMaxListeners(-1)]) try { console.log(g()); } catch (e) { console.log(e.name, e.code, e.message); }
process.env.KILN_U = undefined; console.log(process.env.KILN_U === 'undefined', delete process.env.KILN_U, process.env.KILN_U);
