// AbortController and AbortSignal.
const log = console.log;
const c = new AbortController();
log(c, c.signal, c.signal.aborted, c.signal.reason, c.signal === c.signal, String(c), String(c.signal));
c.signal.onabort = function(event) { log('onabort', this === c.signal, event.type, event.isTrusted, event.target === c.signal); };
log(typeof c.signal.onabort);
c.signal.addEventListener('abort', (event) => log('listener', event.type, c.signal.reason === 7));
log(c.abort(7));
c.abort(8);
log(c.signal.aborted, c.signal.reason, c);
try {
  c.signal.throwIfAborted();
} catch (error) {
  log('thrown', error);
}
const d = new AbortController();
d.signal.throwIfAborted();
d.signal.onabort = () => log('first');
d.signal.addEventListener('abort', () => log('second'));
d.signal.onabort = () => log('replaced');
d.abort();
log(d.signal.reason.name, d.signal.reason.message, d.signal.reason.code, d.signal.reason instanceof DOMException, d.signal.reason instanceof Error);
const e = new AbortController();
e.signal.onabort = () => log('never');
e.signal.onabort = null;
log(e.signal.onabort);
e.abort(undefined);
log(e.signal.reason.name);
log(AbortSignal.abort().aborted, AbortSignal.abort('why').reason, AbortSignal.abort(null).reason);
for (const f of [
  () => new AbortSignal(), () => AbortSignal(), () => AbortSignal.timeout(), () => AbortSignal.timeout(-1), () => AbortSignal.timeout(1.5),
  () => AbortSignal.timeout('1'), () => AbortSignal.any(), () => AbortSignal.any([1]), () => AbortSignal.any(null), () => AbortController(),
  () => AbortController.prototype.abort.call({}), () => Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'aborted').get.call({}),
  () => AbortSignal.prototype.throwIfAborted.call({}), () => AbortSignal.any([AbortSignal.abort(), {}]),
]) {
  try {
    f();
    log('none');
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
const x = new AbortController(), y = new AbortController();
const any = AbortSignal.any([x.signal, y.signal]);
const nested = AbortSignal.any([any, new AbortController().signal]);
any.addEventListener('abort', () => log('any', any.reason, nested.aborted));
nested.addEventListener('abort', () => log('nested', nested.reason, any.aborted));
x.signal.addEventListener('abort', () => log('source', any.aborted, nested.aborted));
log(any.aborted);
x.abort('because');
y.abort('late');
log(any.reason, AbortSignal.any([]).aborted, AbortSignal.any([x.signal, y.signal]).reason, AbortSignal.any([]).reason);
const timed = AbortSignal.timeout(5);
timed.onabort = () => log('timeout', timed.reason.name, timed.reason.message, timed.reason.code);
AbortSignal.any([timed]).addEventListener('abort', () => log('any of timeout'));
setTimeout(() => log('done', timed.aborted), 40);
AbortSignal.timeout(100000);
