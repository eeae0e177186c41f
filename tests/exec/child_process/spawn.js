// spawn: events, streams, stdio, arguments that are wrong.
const cp = require('child_process');
const log = (...a) => console.log(...a);
function run(name, start) {
  return new Promise((resolve) => {
    const c = start();
    const out = [], streams = [];
    // Whether a stream ends before the process exits depends on the system.
    const finish = () => setImmediate(() => { log(name, out, streams.map(String).sort()); resolve(); });
    const facts = (x) => x instanceof Error ? [x.message, x.code, x.errno, x.syscall, x.path, x.spawnargs, x.name] : x;
    for (const e of ['spawn', 'exit', 'close', 'error']) c.on(e, (...a) => { out.push([e, ...a.map(facts)]); if (e === 'close') finish(); });
    for (const s of ['stdout', 'stderr']) if (c[s]) { c[s].setEncoding('utf8'); let text = ''; c[s].on('data', (d) => text += d); for (const e of ['end', 'close', 'error']) c[s].on(e,
    () => streams.push([s, e, text])); }
    if (c.stdin) for (const e of ['finish', 'close']) c.stdin.on(e,
    () => e === 'finish' && streams.push(['stdin', e]));
  });
}
(async () => {
  await run('echo',
    () => cp.spawn('echo', ['hello', 'world']));
  await run('sh',
    () => cp.spawn('sh', ['-c', 'echo out; echo err >&2; exit 3']));
  await run('cat',
    () => { const c = cp.spawn('cat'); c.stdin.write('some '); c.stdin.end('text'); return c; });
  await run('enoent',
    () => cp.spawn('/nonexistent/prog', ['a', 'b']));
  await run('kill',
    () => { const c = cp.spawn('sleep', ['10']); setTimeout(() => log(c.kill(), c.killed), 20); return c; });
  await run('sigkill',
    () => { const c = cp.spawn('sleep', ['10']); setTimeout(() => log(c.kill('SIGKILL')), 20); return c; });
  await run('timeout',
    () => cp.spawn('sleep', ['10'], { timeout: 30 }));
  await run('cwd',
    () => cp.spawn('pwd', { cwd: '/usr' }));
  await run('env',
    () => cp.spawn('sh', ['-c', 'echo $FOO-$BAR'], { env: { FOO: 'x', BAR: undefined, PATH: process.env.PATH } }));
  await run('shell',
    () => cp.spawn('echo $((1+2)) | cat', { shell: true }));
  await run('ignore',
    () => cp.spawn('echo', ['x'], { stdio: 'ignore' }));
  await run('inherit',
    () => cp.spawn('echo', ['inherited'], { stdio: ['ignore', 'inherit', 'pipe'] }));
  await run('fd3',
    () => { const c = cp.spawn('sh', ['-c', 'echo three >&3'], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] }); c.stdio[3].on('data', (d) => log('fd3', d)); return c; });
  await run('nocwd',
    () => cp.spawn('pwd', { cwd: '/nonexistent' }));
  await run('argv0',
    () => cp.spawn('sh', ['-c', 'echo $0'], { argv0: 'renamed' }));
  await run('big',
    () => { const c = cp.spawn('sh', ['-c', 'head -c 3000000 /dev/zero | tr "\\0" x | wc -c']); return c; });
  await new Promise((r) => { const c = cp.spawn('cat'); let n = 0; c.stdout.on('data', (d) => n += d.length); c.on('close',
    () => { log('cat big', n); r(); }); const b = Buffer.alloc(2000000, 'a'); c.stdin.end(b); });
  await new Promise((r) => { const c = cp.spawn('true'); c.stdin.on('error', (e) => log(e.message, e.code, e.syscall, e.errno)); setTimeout(() => { c.stdin.write('x', (e) => log('cb', e && e.message)); setTimeout(r, 30); }, 50); });
  const wrong = [() => cp.spawn(''),
    () => cp.spawn(5),
    () => cp.spawn('a\0b'),
    () => cp.spawn('a', 5),
    () => cp.spawn('a', [], 5),
    () => cp.spawn('a', { cwd: 5 }),
    () => cp.spawn('a', { shell: 5 }),
    () => cp.spawn('a', { stdio: 'foo' }),
    () => cp.spawn('a', { detached: 1 }),
    () => cp.spawn('a', { uid: 'x' }),
    () => cp.spawn('a', { timeout: -1 }),
    () => cp.spawn('a', { killSignal: 'X' }),
    () => cp.spawn('a', { stdio: ['foo'] }),
    () => cp.spawn('a', ['x\0y']),
    () => cp.spawn('a', { argv0: 5 }),
    () => cp.exec(5),
    () => cp.execFile('a', 5),
    () => cp.execFile('a', [], {}, 5),
    () => cp.exec('ls', { maxBuffer: -1 }),
    () => cp.exec('ls', { timeout: 'x' }),
    () => new cp.ChildProcess().kill('FOO'),
    () => cp.execSync(5),
    () => cp.spawnSync('a', { input: 5 }),
    () => cp.spawnSync('a', { maxBuffer: 'x' }),
    () => cp.spawnSync('a', { timeout: 1.5 })];
  for (const f of wrong) {
    try { f().on('error',
    () => {}); log('no error', f.toString()); } catch (e) { log(e.name, e.code, e.message); }
  }
  log(Object.keys(cp));
  const c = cp.spawn('true'); log(Object.keys(c).filter((k) => !k.startsWith('_')), c.stdin.constructor.name, typeof c.pid, c.exitCode, c.connected);
  await new Promise((r) => c.on('close', r)); log(c.kill(), c.exitCode, c.signalCode, c.killed);
})();
