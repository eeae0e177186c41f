// Event, CustomEvent: members, flags, what is refused.
const e = new Event('x', { cancelable: true, bubbles: 1, composed: true });
console.log(e.type, e.cancelable, e.bubbles, e.composed, e.defaultPrevented, e.returnValue, e.isTrusted, e.eventPhase, e.target, e.currentTarget, e.srcElement);
e.preventDefault();
console.log(e.defaultPrevented, e.returnValue, typeof e.timeStamp, e.timeStamp > 0, e.composedPath(), String(e));
const plain = new Event(3);
plain.preventDefault();
console.log(plain.type, plain.defaultPrevented, plain.cancelBubble);
plain.stopPropagation();
console.log(plain.cancelBubble);
plain.initEvent('other', true, true);
console.log(plain.type, plain.bubbles, plain.cancelable);
const c = new CustomEvent('c', { detail: { a: 1 } });
console.log(c.detail, new CustomEvent('c').detail, c instanceof Event, String(c), c.type);
for (const f of [
  () => new Event(), () => new Event('x', 1), () => new Event('x', 'y'), () => new CustomEvent(), () => new Event(Symbol('s')),
  () => Event('x'), () => Object.getOwnPropertyDescriptor(Event.prototype, 'type').get.call({}),
  () => Event.prototype.preventDefault.call({}), () => Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail').get.call(new Event('x')),
]) {
  try {
    f();
    console.log('none');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(new Event('x', null).type, new Event('y', undefined).type);
console.log(Event.NONE, Event.CAPTURING_PHASE, Event.AT_TARGET, Event.BUBBLING_PHASE, Event.length, CustomEvent.length);
const util = require('util');
console.log(util.inspect(e).replace(/timeStamp: [\d.]+/, 'timeStamp: T'));
console.log(util.inspect({ a: { e } }, { depth: 1 }).replace(/timeStamp: [\d.]+/, 'timeStamp: T'));
console.log(util.inspect(c, { depth: -1 }));
class Mine extends Event {
  constructor() { super('mine'); this.extra = 1; }
  get [Symbol.toStringTag]() { return 'M'; }
}
console.log(String(new Mine()), new Mine().extra, Object.keys(new Mine()));
const keys = [];
for (const key in Event.prototype) keys.push(key);
console.log(keys.join());
for (const options of [[], () => 1]) {
  try {
    new Event('x', options);
  } catch (error) {
    console.log(error.message);
  }
}
