// createHook: the callbacks around resources that programs make, and around timers and ticks.
const { createHook, AsyncResource, executionAsyncId } = require('async_hooks');
const fs = require('fs');
const lines = [];
const kinds = new Map();
const hook = createHook({
  init(id, type, trigger, resource) {
    if (!['MINE', 'Timeout', 'Immediate', 'TickObject', 'Microtask'].includes(type)) return;
    kinds.set(id, type);
    lines.push(`init ${type} ${typeof resource} ${trigger === executionAsyncId()}`);
  },
  before(id) { if (kinds.has(id)) lines.push(`before ${kinds.get(id)} ${id === executionAsyncId()}`); },
  after(id) { if (kinds.has(id)) lines.push(`after ${kinds.get(id)} ${id === executionAsyncId()}`); },
  destroy(id) { if (kinds.has(id)) lines.push(`destroy ${kinds.get(id)}`); },
});
lines.push(`${hook.enable() === hook} ${hook.enable() === hook}`);
const r = new AsyncResource('MINE');
r.runInAsyncScope(() => lines.push('in scope'));
r.emitDestroy();
setTimeout(() => lines.push('timeout'), 60);
process.nextTick(() => lines.push('tick'));
setTimeout(() => {
  hook.disable();
  new AsyncResource('MINE');
  fs.writeSync(1, `${lines.join('\n')}\n`);
}, 200);
