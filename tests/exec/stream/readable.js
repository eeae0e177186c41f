const { Readable } = require('stream');
const log = (...a) => console.log(...a);
// push in _read, flowing
const a = new Readable({ read() { this.n = (this.n || 0) + 1; this.push(this.n > 3 ? null : 'chunk' + this.n); } });
a.on('data', (d) => log('a data', d.toString())).on('end', () => log('a end')).on('close', () => log('a close'));
// readable event
const b = new Readable({ read() {} }); b.push('abc'); b.push('defg'); b.push(null);
b.on('readable', () => { let c; while ((c = b.read(3)) !== null) log('b read', c.toString()); log('b readable', b.readableLength); }); b.on('end', () => log('b end'));
// object mode, from, async iteration
(async () => { for await (const x of Readable.from([1, { a: 2 }, 'x'])) log('from', x); for await (const x of Readable.from((function* () { yield 'g1'; yield 'g2'; })())) { log(x); break; }
  try { for await (const x of new Readable({ read() { this.destroy(new Error('broken')); } })) log(x); } catch (e) { log('caught', e.message); }
  log(await Readable.from([1, 2, 3, 4]).filter((x) => x % 2).map((x) => x * 10).toArray(), await Readable.from([1, 2, 3]).reduce((p, c) => p + c, 0)); })();
const c = new Readable({ objectMode: true, highWaterMark: 2, read() {} }); log('push', c.push(1), c.push(2), c.push(3), c.readableLength, c.readableHighWaterMark, c.readableObjectMode);
c.on('data', (v) => { log('c', v); if (v === 2) c.pause(); }); c.push(null); c.on('end', () => log('c end', c.readableEnded, c.readableFlowing));
const d = new Readable({ read() {} }); d.setEncoding('utf8'); d.push(Buffer.from([0xe2, 0x82])); d.push(Buffer.from([0xac, 0x41])); d.push(null); d.on('data', (t) => log('d', t, typeof t));
const e = new Readable({ read() {} }); e.on('error', (x) => log('e error', x.code, x.message, e.destroyed)); e.on('close', () => log('e close')); e.push(null); e.push('late');
const f = new Readable({ read() {} }); f.on('error', (x) => log('f error', x.code, x.message)); f.push(5);
const g = new Readable(); g.on('error', (x) => log('g error', x.code, x.message)); g.read();
const h = new Readable({ read() {}, destroy(err, cb) { log('h _destroy', err); cb(err); } }); h.on('close', () => log('h close')); h.destroy(); log(h.destroyed, h.readable);
const i = new Readable({ read() {} }); i.push('xyz'); i.unshift('uvw'); log(i.read(2).toString(), i.read().toString(), i.read());
// the one timer of the program: c goes on behind it
const k = new Readable({ construct(cb) { log('construct'); setTimeout(cb, 2); }, read() { log('k read'); this.push('k'); this.push(null); } }); k.on('data', (x) => log('k', x.toString())).on('end', () => { log('resuming', c.isPaused()); c.resume(); });
for (const w of [() => new Readable({ highWaterMark: -1 }), () => Readable.from(5), () => new Readable({ read() {} }).setEncoding('zz')]) try { w(); } catch (x) { log(x.name, x.code, x.message); }
