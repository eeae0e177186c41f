// What listeners throw is an uncaught exception of the next tick; the other listeners run.
process.on('uncaughtException', (error) => console.log('uncaught', error.message));
const t = new EventTarget();
t.addEventListener('x', () => { throw new Error('first'); });
t.addEventListener('x', async () => { throw new Error('async'); });
t.addEventListener('x', { handleEvent() { throw new Error('object'); } });
t.addEventListener('x', () => console.log('last'));
console.log(t.dispatchEvent(new Event('x')));
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('microtask'));
process.on('warning', (w) => console.log(w.name, w.message, w.type, w.count, w.target === u || w.target === t));
t.addEventListener('x', null);
t.addEventListener('x', undefined);
const u = new EventTarget();
for (let i = 0; i < 12; ++i) u.addEventListener('many', () => i);
