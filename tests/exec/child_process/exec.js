// exec, execFile and the synchronous functions: results, errors, limits.
const cp = require('child_process'); const util = require('util');
const log = (...a) => console.log(...a);
const show = (e) => e && [e.name, e.message, e.code, e.killed, e.signal, e.cmd, e.errno, e.syscall, e.path, e.spawnargs];
(async () => {
  const cb = (start) => new Promise((r) => start((e, so, se) => { log(show(e), so, se); r(); }));
  await cb((f) => cp.exec('echo hi; echo err >&2', f));
  await cb((f) => cp.exec('exit 5', f));
  await cb((f) => cp.exec('echo no >&2; kill -9 $$', f));
  await cb((f) => cp.exec('echo xyz', { encoding: 'buffer' }, f));
  await cb((f) => cp.exec('sleep 5', { timeout: 30 }, f));
  await cb((f) => cp.exec('yes | head -c 100', { maxBuffer: 10 }, f));
  await cb((f) => cp.execFile('echo', ['a', 'b c'], f));
  await cb((f) => cp.execFile('nonexistent-program', ['a'], f));
  await cb((f) => cp.execFile('ls', ['/nonexistent'], f));
  await cb((f) => cp.execFile('pwd', { cwd: '/usr' }, f));
  log(await util.promisify(cp.exec)('echo promised'));
  log(await util.promisify(cp.execFile)('echo', ['promised', 'file']));
  try { await util.promisify(cp.exec)('echo out; exit 2'); } catch (e) { log(show(e), e.stdout, e.stderr, Object.keys(e)); }
  const p = util.promisify(cp.execFile)('true'); log(p.child instanceof cp.ChildProcess); await p;
  // sync
  const clean = (r) => { r.pid = r.pid > 0 ? 'pid' : r.pid; if (r.error) { r.error = show(r.error); } return r; };
  log(clean(cp.spawnSync('echo', ['sync'])));
  log(clean(cp.spawnSync('cat', { input: 'input text', encoding: 'utf8' })));
  log(clean(cp.spawnSync('cat', { input: Buffer.from('buffer') })));
  log(clean(cp.spawnSync('sh', ['-c', 'exit 4'])));
  log(clean(cp.spawnSync('sh', ['-c', 'kill -15 $$'])));
  log(clean(cp.spawnSync('nonexistent-program', ['x'])));
  log(clean(cp.spawnSync('sleep', ['5'], { timeout: 50 })));
  log(clean(cp.spawnSync('sleep', ['5'], { timeout: 50, killSignal: 'SIGKILL' })));
  const big = cp.spawnSync('sh', ['-c', 'head -c 1000000 /dev/zero'], { maxBuffer: 1000 }); log(show(big.error), big.status, big.signal, big.stdout.length >= 1000);
  log(clean(cp.spawnSync('echo', ['ignored'], { stdio: 'ignore' })));
  log(clean(cp.spawnSync('echo', ['inherited'], { stdio: 'inherit' })));
  log(clean(cp.spawnSync('echo $FOO', { shell: true, env: { FOO: 'foo' }, encoding: 'latin1' })));
  log(cp.execSync('echo exec sync').toString(), cp.execSync('echo utf', { encoding: 'utf8' }));
  log(cp.execFileSync('echo', ['x', 'y'], { encoding: 'utf8' }), cp.execFileSync('pwd', { cwd: '/', encoding: 'utf8' }));
  const failing = [
    () => cp.execSync('echo to-stdout; echo to-stderr >&2; exit 7'),
    () => cp.execFileSync('ls', ['/nonexistent'], { stdio: 'pipe' }),
    () => cp.execFileSync('nonexistent-program'),
    () => cp.execSync('sleep 5', { timeout: 30 }),
  ];
  for (const f of failing) {
    try { f(); } catch (e) {
      delete e.pid;
      log(show(e), e.status, e.signal, e.stdout && String(e.stdout), e.stderr && String(e.stderr), Object.keys(e));
    }
  }
  log(cp.spawnSync('cat', ['-'], { input: '', encoding: 'utf8' }).stdout === '');
  log(cp.execSync('cat', { input: 'x'.repeat(500000) }).length);
  cp.exec('echo last', { shell: '/bin/bash' }, (e, o) => log(e, o)).on('exit', (c) => log('exit', c));
})();
