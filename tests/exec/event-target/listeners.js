// EventTarget: order, once, capture, removal and addition while dispatching, objects as listeners.
const log = console.log;
const t = new EventTarget();
const order = [];
const a = () => order.push('a'), b = () => order.push('b');
t.addEventListener('x', a);
t.addEventListener('x', a);
t.addEventListener('x', a, true);
t.addEventListener('x', b, { once: true });
log(t.dispatchEvent(new Event('x')), order.join());
t.dispatchEvent(new Event('x'));
log(order.join());
t.removeEventListener('x', a);
t.dispatchEvent(new Event('x'));
log(order.join());
t.removeEventListener('x', a, { capture: true });
t.dispatchEvent(new Event('x'));
log(order.join());

const u = new EventTarget();
u.addEventListener('x', function(event) {
  log('first', this === u, event.target === u, event.currentTarget === u, event.srcElement === u, event.eventPhase, event.composedPath().length);
  u.removeEventListener('x', second);
  u.addEventListener('x', () => log('late'), { once: true });
});
const second = () => log('second');
u.addEventListener('x', second);
u.addEventListener('x', () => log('third'));
const event = new Event('x');
u.dispatchEvent(event);
log(event.target === u, event.currentTarget, event.eventPhase, event.composedPath().length);

const v = new EventTarget();
v.addEventListener('x', (e) => { e.stopImmediatePropagation(); e.preventDefault(); });
v.addEventListener('x', () => log('never'));
v.addEventListener('x', () => log('passive'), { passive: true });
log(v.dispatchEvent(new Event('x', { cancelable: true })), v.dispatchEvent(new Event('x')));

const w = new EventTarget();
const object = { handleEvent(e) { log('object', this === object, e.type); } };
w.addEventListener('x', object);
w.addEventListener('x', {});
w.dispatchEvent(new Event('x'));
w.removeEventListener('x', object);
w.dispatchEvent(new Event('x'));
w.addEventListener('again', (e) => {
  try {
    w.dispatchEvent(e);
  } catch (error) {
    log(error.name, error.code, error.message);
  }
});
w.dispatchEvent(new Event('again'));
for (const f of [
  () => w.addEventListener('x'), () => w.addEventListener(), () => w.addEventListener('x', 1), () => w.addEventListener('x', a, 1),
  () => w.removeEventListener('x'), () => w.dispatchEvent(), () => w.dispatchEvent({ type: 'x' }), () => w.dispatchEvent('x'),
  () => EventTarget.prototype.addEventListener.call({}, 'x', a), () => EventTarget(), () => w.addEventListener('x', a, { signal: 1 }),
  () => w.addEventListener('x', Symbol('s')), () => w.removeEventListener('x', 'text'), () => EventTarget.prototype.dispatchEvent.call({}, event),
  () => w.addEventListener('x', a, null), () => w.removeEventListener('x', a, null),
]) {
  try {
    log(f());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
// A signal removes the listener.
const controller = new AbortController();
const z = new EventTarget();
z.addEventListener('x', () => log('with signal'), { signal: controller.signal });
z.dispatchEvent(new Event('x'));
controller.abort();
z.dispatchEvent(new Event('x'));
z.addEventListener('x', () => log('never'), { signal: controller.signal });
z.dispatchEvent(new Event('x'));
log(String(z), z, [z], { z: { z: { z } } });
class Sub extends EventTarget { constructor() { super(); this.field = 1; } }
log(new Sub(), Object.keys(new Sub()), EventTarget.length);
