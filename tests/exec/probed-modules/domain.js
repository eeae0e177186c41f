// node:domain: errors of callbacks, of emitters that belong to it, of bound functions.
const domain = require('domain');
const { EventEmitter } = require('events');
const log = console.log;
log(Object.keys(domain), process.domain, domain.active);
const d = domain.create();
d.on('error', (error) => log('caught', error.message, error.domain === d, error.domainThrown, !!error.domainEmitter, process.domain === d));
const steps = [
  () => d.run(() => {
    log(process.domain === d, domain.active === d);
    setTimeout(() => { log(process.domain === d); throw new Error('timer'); }, 1);
  }),
  () => log(process.domain),
  () => d.run(() => process.nextTick(() => { throw new Error('tick'); })),
  () => d.run(() => Promise.resolve().then(() => log('then', process.domain === d))),
  () => {
    const e = new EventEmitter();
    d.add(e);
    log(e.domain === d, d.members.length);
    e.emit('error', new Error('emitted'));
    d.remove(e);
    try {
      e.emit('error', new Error('removed'));
    } catch (error) {
      log('thrown', error.message);
    }
  },
  () => d.run((a, b) => {
    const e = new EventEmitter();
    log(e.domain === d, a, b);
    setTimeout(() => e.emit('error', new Error('implicit')), 1);
  }, 1, 2),
  () => setTimeout(d.bind(() => { throw new Error('bound'); }), 1),
  () => setTimeout(d.intercept((x) => log('intercepted', x)), 1, null, 5),
  () => setTimeout(d.intercept(() => log('never')), 1, new Error('intercepted')),
];
setInterval(function() {
  const step = steps.shift();
  if (step === undefined) clearInterval(this);
  else step();
}, 25);
