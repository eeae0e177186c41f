// Timers of one duration wait in one list; a due list runs whole before the next.
const busy = (ms) => { const end = Date.now() + ms; while (Date.now() < end); };
const many = []; for (let k = 0; k < 20000; k++) many.push(setTimeout(() => {}, k % 100)); for (const t of many) clearTimeout(t);
const log = [];
setTimeout(() => log.push('a5'), 50); busy(20);
setTimeout(() => log.push('b5'), 50); setTimeout(() => log.push('c1'), 20); busy(60);
const i = setInterval(() => { log.push('i'); if (log.filter((x) => x === 'i').length === 3) clearInterval(i); }, 60);
const gone = setTimeout(() => log.push('gone'), 1); clearTimeout(gone); clearTimeout(gone); clearTimeout(undefined);
const imm = setImmediate(() => log.push('never')); clearImmediate(imm);
setImmediate(() => { log.push('imm1'); setImmediate(() => log.push('imm2')); process.nextTick(() => log.push('tick')); Promise.resolve().then(() => log.push('micro')); });
setImmediate(() => log.push('imm1b'));
const u = setTimeout(() => log.push('unref'), 100000); u.unref(); console.log(u.hasRef(), i.hasRef());
setTimeout(() => console.log(log.join(" ")), 600);
