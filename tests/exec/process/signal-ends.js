// How a program ends by a signal: by default at once, with listeners when they say so.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');

const say = (...words) => fs.writeSync(1, words.join(' ') + '\n');
const later = () => setTimeout(() => {}, 60_000);

const roles = {
  default() { process.on('exit', () => say('exit event')); later(); },
  handler() { process.on('exit', (code) => say('exit event', code)); process.on('SIGTERM', (name, number) => { say(name, number); process.exit(7); }); later(); },
  exitCode() { const timer = later(); process.on('SIGTERM', () => { process.exitCode = 5; clearTimeout(timer); }); process.on('beforeExit', (code) => say('beforeExit', code)); },
  once() { process.once('SIGTERM', () => say('once')); later(); },
  removed() { const listener = () => say('never'); process.on('SIGTERM', listener); process.off('SIGTERM', listener); later(); },
  removedAll() { process.on('SIGTERM', () => say('never')).removeAllListeners('SIGTERM'); later(); },
  several() { process.on('SIGTERM', () => say('first')).prependListener('SIGTERM', () => say('before')).on('SIGTERM', () => process.exit(0)); later(); },
  throws() { process.on('SIGTERM', () => { throw new Error('in the listener'); }); process.on('uncaughtException', (error, origin) => { say(error.message, origin); process.exit(9); }); later(); },
  awaits() { process.on('SIGTERM', async () => { await null; say('awaited'); await new Promise(setImmediate); process.exit(0); }); later(); },
  busy() { process.on('SIGTERM', () => { say('behind the work'); process.exit(0); }); later(); say('ready'); for (const end = Date.now() + 150; Date.now() < end;); say('work done'); },
  unheld() { process.on('SIGTERM', () => say('never')); },
  order() {
    process.on('SIGTERM', () => { say('signal'); process.nextTick(() => say('tick')); Promise.resolve().then(() => say('microtask')); setImmediate(() => { say('immediate'); process.exit(0); }); });
    later();
  },
  itself() { process.on('SIGUSR2', () => { say('SIGUSR2'); process.kill(process.pid, 'SIGTERM'); }); later(); process.kill(process.pid, 'SIGUSR2'); },
  aborts() { later(); say('ready'); process.abort(); },
  twice() { let count = 0; process.on('SIGINT', () => { say('SIGINT', ++count); if (count === 2) process.exit(130); else process.kill(process.pid, 'SIGINT'); }); later(); },
};

function run(role, signal = 'SIGTERM') {
  return new Promise((done) => {
    const child = spawn(process.execPath, [__filename], { env: { ...process.env, ROLE: role }, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (data) => {
      if (text === '' && signal) child.kill(signal);
      text += data;
    });
    child.on('close', (code, by) => done(console.log(role, signal, JSON.stringify(text), code, by)));
  });
}

if (process.env.ROLE) {
  roles[process.env.ROLE]();
  if (!['busy', 'aborts'].includes(process.env.ROLE)) say('ready');
} else {
  (async () => {
    for (const role of ['default', 'handler', 'exitCode', 'removed', 'removedAll', 'several', 'throws', 'awaits', 'busy', 'order']) await run(role);
    for (const signal of ['SIGINT', 'SIGHUP', 'SIGUSR2', 'SIGQUIT', 'SIGKILL', 'SIGALRM']) await run('default', signal);
    for (const role of ['unheld', 'itself', 'aborts']) await run(role, null);
    await run('twice', 'SIGINT');
    for (const [what, ...rest] of [['no such signal', process.pid, 'SIGNONE'], ['no such number', process.pid, 999], ['no pid', 'x'], ['gone', 2 ** 22 + 1]]) {
      try { console.log(what, process.kill(...rest)); } catch (error) { console.log(what, error.name, error.code, error.syscall, error.message); }
    }
    console.log(process.kill(process.pid, 0), process.kill(process.pid, 'SIGCONT'));
    for (const signal of ['SIGKILL', 'SIGSTOP']) {
      try { process.on(signal, () => {}); console.log(signal); } catch (error) { console.log(signal, error.code, error.syscall, error.message); }
    }
  })();
}
