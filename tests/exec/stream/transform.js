const { Transform, Duplex, PassThrough, pipeline, finished, Readable, Writable, addAbortSignal } = require('stream');
const sp = require('stream/promises');
const log = (...a) => console.log(...a);
const up = () => new Transform({ transform(c, e, cb) { cb(null, c.toString().toUpperCase()); }, flush(cb) { this.push('!'); cb(); } });
const sink = (name) => new Writable({ write(c, e, cb) { log(name, c.toString()); cb(); } });
const t = up(); t.on('data', (d) => log('t', d.toString())).on('end', () => log('t end')).on('finish', () => log('t finish')).on('close', () => log('t close')); t.write('ab'); t.end('cd');
Readable.from(['x', 'y']).pipe(up()).pipe(sink('sink')).on('finish', () => log('sink finish'));
pipeline(Readable.from(['1', '2']), up(), sink('pl'), (e) => log('pipeline done', e));
pipeline(Readable.from(['1']), new Transform({ transform(c, e, cb) { cb(new Error('tf')); } }), sink('never'), (e) => log('pipeline err', e.message));
pipeline(['a', 'b'], async function* (src) { for await (const c of src) yield c + c; }, async (src) => { let s = ''; for await (const c of src) s += c; return s; }, (e, v) => log('fn pipeline', e, v));
(async () => { await sp.pipeline(Readable.from(['p']), up(), sink('pp')); log('awaited'); try { await sp.pipeline(new Readable({ read() { this.destroy(new Error('src')); } }), sink('n')); } catch (e) { log('rejected', e.message); } const w = sink('fw'); w.end('z'); await sp.finished(w); log('finished'); })();
finished(new Readable({ read() {} }).destroy(), (e) => log('finished', e && e.code)); finished(Readable.from(['a']).resume(), (e) => log('finished ok', e));
const d = new Duplex({ read() { this.push('from duplex'); this.push(null); }, write(c, e, cb) { log('duplex got', c.toString()); cb(); } }); d.on('data', (x) => log(x.toString())).on('end', () => log('d end')).on('finish', () => log('d finish')).on('close', () => log('d close')); d.end('to duplex');
const slow = new Writable({ highWaterMark: 3, write(c, e, cb) { log('slow', c.toString()); setTimeout(cb, 2); } }); const src = Readable.from(['aaaa', 'bbbb', 'cccc'], { objectMode: false }); src.on('pause', () => log('paused')).on('resume', () => log('resumed')); src.pipe(slow).on('finish', () => log('slow finish'));
const p1 = new PassThrough(), p2 = new PassThrough(); const multi = new PassThrough(); multi.pipe(p1); multi.pipe(p2); p1.on('data', (x) => log('p1', x.toString())); p2.on('data', (x) => log('p2', x.toString())); multi.write('m'); setTimeout(() => { multi.unpipe(p1); multi.end('n'); }, 400);
const obj = new Transform({ objectMode: true, transform(o, e, cb) { this.push({ v: o.v * 2 }); cb(); } }); obj.on('data', (o) => log(o)); obj.write({ v: 1 }); obj.end({ v: 2 });
function Thru() { Transform.call(this); } Object.setPrototypeOf(Thru.prototype, Transform.prototype); Thru.prototype._transform = function (c, e, cb) { this.push(c); cb(); }; const th = new Thru(); th.on('data', (c) => log('Thru', c.toString())); th.end('old style');
const bad = new Transform(); bad.on('error', (e) => log(e.code)); try { bad.write('x'); } catch (e) { log('thrown', e.code); }
const ue = new PassThrough(); ue.on('error', (e) => log('ue', e.message)); ue.on('close', () => log('ue close')); ue.destroy(new Error('ue'));
for (const w of [() => pipeline(), () => pipeline(new Readable(), () => {}), () => finished(5, () => {}), () => pipeline(5, sink('q'), () => {})]) try { w(); } catch (x) { log(x.name, x.code, x.message); }
