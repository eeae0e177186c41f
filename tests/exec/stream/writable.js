const { Writable, PassThrough } = require('stream');
const log = (...a) => console.log(...a);
const a = new Writable({ highWaterMark: 5, write(c, e, cb) { log('write', c.toString(), e); setImmediate(cb); } });
log(a.write('abc'), a.write('def', 'utf8', () => log('cb def')), a.writableLength, a.writableNeedDrain); a.on('drain', () => log('drain')).on('finish', () => log('finish')).on('close', () => log('close'));
setTimeout(() => a.end('last', () => log('end cb')), 60);
const b = new Writable({ write(c, e, cb) { cb(); }, final(cb) { log('final'); cb(); } }); b.write('x', () => log('b cb')); b.end(); b.on('finish', () => log('b finish')); b.on('prefinish', () => log('b prefinish'));
const c = new Writable({ write(x, e, cb) { cb(new Error('bad')); } }); c.on('error', (e) => log('c error', e.message)); c.on('close', () => log('c close')); c.write('q', (e) => log('c cb', e && e.message));
const d = new Writable({ write(x, e, cb) { cb(); } }); d.on('error', (e) => log('d error', e.code, e.message)); d.end(); d.write('late', (e) => log('late cb', e.code));
const e = new Writable({ writev(chunks, cb) { log('writev', chunks.map((x) => x.chunk.toString() + x.encoding)); cb(); } }); e.cork(); e.write('1'); e.write('2'); e.write('3'); e.uncork(); e.end();
const f = new Writable({ decodeStrings: false, write(x, enc, cb) { log(typeof x, enc, x); cb(); } }); f.write('str', 'latin1'); f.write(Buffer.from('b')); f.setDefaultEncoding('hex'); f.write('6162'); f.end();
const g = new Writable({ objectMode: true, write(x, enc, cb) { log('obj', x, enc); cb(); } }); g.write({ a: 1 }); g.write(5); g.end(); g.end(() => {});
const h = new Writable({ write() {} }); h.on('error', (x) => log('h', x.message)); h.on('close', () => log('h close', h.destroyed, h.errored && h.errored.message)); h.write('a', (x) => log('h cb', x && x.code)); h.write('b', (x) => log('h cb2', x && (x.code || x.message))); h.destroy(new Error('gone'));
for (const w of [() => new Writable().write(null), () => new Writable().write(5), () => new Writable({ highWaterMark: 'z' }), () => new Writable().setDefaultEncoding('zz'), () => new Writable().write('a', 'zz')]) try { w(); } catch (x) { log(x.name, x.code, x.message); }
const i = new Writable(); i.on('error', (x) => log('i', x.code)); try { i.write('a'); } catch (x) { log('thrown', x.code, x.message); }
const j = new Writable({ write(x, e2, cb) { cb(); cb(); } }); j.on('error', (x) => log('j', x.code)); j.write('z');
log(new PassThrough() instanceof Writable, a instanceof Writable, a.writable, a.writableEnded, a.writableFinished, a.writableHighWaterMark);
class Old { } const util = { inherits(a, b) { Object.setPrototypeOf(a.prototype, b.prototype); } }; function My(o) { Writable.call(this, o); } util.inherits(My, Writable); My.prototype._write = function (x, enc, cb) { log('My', x.toString()); cb(); }; new My().end('inherits');
