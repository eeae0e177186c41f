// fs.watch, fs.watchFile, fs.promises.watch and what FileHandle has beyond its descriptor.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { check, done, described } = require('./lib/table');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'watch-'));
const file = path.join(dir, 'f.txt');
const clean = (e) => described(e).replaceAll(dir, 'DIR');
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const tried = (f) => { try { return f(); } catch (e) { return [clean(e), e.errno, e.syscall, String(e.filename).replace(dir, 'DIR')]; } };
(async () => {
  fs.writeFileSync(file, 'one\ntwo\nthree');
  for (const [n, a] of Object.entries({ none: [], missing: [path.join(dir, 'none')], encoding: [dir, { encoding: 'nope' }], options: [dir, 5], listener: [dir, { persistent: false }, 5] })) check(`watch ${n}`, () => tried(() => fs.watch(...a)));
  for (const [n, a] of Object.entries({ none: [], noListener: [file], interval: [file, { interval: -1 }, () => {}], listener: [file, 5] })) check(`watchFile ${n}`, () => tried(() => fs.watchFile(...a)));
  check('unwatchFile none', () => tried(() => fs.unwatchFile())); check('unwatchFile unknown', () => fs.unwatchFile(file));
  for (const [n, a] of Object.entries({ none: [], missing: [path.join(dir, 'none')], options: [dir, 5], persistent: [dir, { persistent: 5 }], recursive: [dir, { recursive: 5 }], encoding: [dir, { encoding: 'x' }], signal: [dir, { signal: 5 }], aborted: [dir, { signal: AbortSignal.abort() }] })) { let got; try { for await (const e of fs.promises.watch(...a)) break; } catch (e) { got = [clean(e), e.errno, e.syscall]; } check(`promises.watch ${n}`, () => got); }
  { const seen = new Set(); const w = fs.watch(dir, (event, name) => seen.add(`${event} ${name}`)); check('FSWatcher', () => [w.constructor.name, w instanceof require('events'), w.ref() === w, w.unref() === w, w.ref() === w]); fs.writeFileSync(path.join(dir, 'new'), ''); await wait(50); fs.unlinkSync(path.join(dir, 'new')); await wait(50); let closed = 0; w.on('close', () => closed++); w.close(); w.close(); await wait(5); check('watch events', () => [[...seen].sort(), closed]); }
  { const seen = []; const w = fs.watch(file, { encoding: 'buffer' }); w.on('change', (event, name) => seen.push(event, Buffer.isBuffer(name), String(name))); fs.appendFileSync(file, '\nfour'); await wait(50); w.close(); check('watch buffer', () => seen.slice(0, 3)); }
  { const ac = new AbortController(); const w = fs.watch(dir, { signal: ac.signal }); let closed = false; w.on('close', () => { closed = true; }); ac.abort(); await wait(5); check('watch signal', () => closed); }
  { const seen = new Set(); fs.mkdirSync(path.join(dir, 'sub')); const w = fs.watch(dir, { recursive: true }, (event, name) => seen.add(`${event} ${name}`)); await wait(20); fs.writeFileSync(path.join(dir, 'sub', 'deep'), 'x'); await wait(80); fs.appendFileSync(path.join(dir, 'sub', 'deep'), 'y'); await wait(80); w.close(); check('watch recursive', () => [seen.has('rename sub/deep'), seen.has('change sub/deep')]); }
  { const got = await new Promise((resolve) => { const w = fs.watchFile(file, { interval: 20 }, (now, before) => { if (now.size !== before.size) resolve([now.size, before.size, now instanceof fs.Stats, w.constructor.name]); }); // the system may show the new time before the new size
    setTimeout(() => fs.appendFileSync(file, '!'), 60); }); check('watchFile', () => got); fs.unwatchFile(file); }
  { const got = await new Promise((resolve) => { fs.watchFile(path.join(dir, 'absent'), { interval: 20, bigint: true }, (now, before) => resolve([now.size, before.mtimeNs, now.ino])); }); check('watchFile absent', () => got); fs.unwatchFile(path.join(dir, 'absent')); }
  { const one = () => {}, two = () => {}; const w = fs.watchFile(file, { interval: 1000 }, one); const same = fs.watchFile(file, { interval: 1000 }, two) === w; let stopped = false; w.on('stop', () => { stopped = true; }); fs.unwatchFile(file, one); const left = w.listenerCount('change'); fs.unwatchFile(file, two); await wait(5); check('unwatchFile', () => [same, left, w.listenerCount('change'), stopped]); }
  { const ac = new AbortController(); const seen = new Set(); setTimeout(() => fs.writeFileSync(path.join(dir, 'p'), ''), 20); setTimeout(() => ac.abort(), 90); let end; try { for await (const { eventType, filename } of fs.promises.watch(dir, { signal: ac.signal })) seen.add(`${eventType} ${filename}`); } catch (e) { end = [e.name, e.code, e.cause.name]; } check('promises.watch', () => [[...seen][0], end]); }
  check('lchmod', () => [fs.lchmod, 'lchmodSync' in fs]); check('promises.lchmod', () => typeof fs.promises.lchmod); { let got; await fs.promises.lchmod(file, 0o644).catch((e) => { got = clean(e); }); check('promises.lchmod', () => got); }
  for (const v of [1.5, '2', 'x', new Date(5000), NaN, Infinity, null, {}]) check(`_toUnixTimestamp(${String(v instanceof Date ? 'date' : v)})`, () => fs._toUnixTimestamp(v));
  check('_toUnixTimestamp(-1)', () => Math.abs(fs._toUnixTimestamp(-1) - Date.now() / 1000) < 5);
  const log = []; const h = await fs.promises.open(file); h.on('close', () => log.push('close')); check('getAsyncId', () => typeof h.getAsyncId()); check('emitter', () => [typeof h.on, h.listenerCount('close')]); const p = h.close(); log.push('after'); await p; check('close', () => [log, h.fd]);
  { const h2 = await fs.promises.open(file); const lines = []; for await (const line of h2.readLines()) lines.push(line); check('readLines', () => [lines, h2.fd]); }
  { const h3 = await fs.promises.open(file); const out = []; for await (const chunk of h3.createReadStream({ encoding: 'utf8', start: 4, end: 6 })) out.push(chunk); check('createReadStream', () => [out, h3.fd]); }
  { const h4 = await fs.promises.open(path.join(dir, 'w'), 'w'); const w = h4.createWriteStream(); w.write('a'); await new Promise((resolve) => w.end('b', resolve)); await wait(20); check('createWriteStream', () => [fs.readFileSync(path.join(dir, 'w'), 'utf8'), h4.fd]); }
  { const h5 = await fs.promises.open(file); let text = ''; for await (const chunk of h5.readableWebStream({ type: 'bytes' })) text += Buffer.from(chunk).toString(); check('readableWebStream', () => text); await h5.close(); check('closed', () => h5.readableWebStream()); }
 
  check('URL', () => new URL('http://a.b/c')); check('URL plain', () => require('util').inspect(new URL('http://a.b/c'), { customInspect: false })); check('URL nested', () => require('util').inspect({ a: { b: { c: new URL('http://x') } } }, { customInspect: false })); check('URL extra', () => require('util').inspect([Object.assign(new URL('http://x/'), { z: 1 })], { customInspect: false }));
  fs.rmSync(dir, { recursive: true });
  done();
})();
