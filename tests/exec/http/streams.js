// Requests and responses as streams: pipes, back-pressure, order of events, aborted uploads, what is not read.
const http = require('http');
const { pipeline, Readable, finished } = require('stream');
const log = (...a) => console.log(...a);
const handlers = {
  '/echo': (req, res) => req.pipe(res),
  '/pipeline': (req, res) => pipeline(req, res, (e) => log('pipeline', e ? e.code : 'done')),
  '/from': (req, res) => Readable.from(['a', 'b', 'c']).pipe(res),
  '/big': (req, res) => { let n = 0, waits = 0; const block = Buffer.alloc(100000, 'x'); const more = () => { while (n < 40) { n++; if (!res.write(block)) { waits++; res.once('drain', more); return; } } res.end(() => log('big done', waits > 0)); }; more(); },
  '/ignored': (req, res) => res.end('not read'),
  '/iterate': async (req, res) => { let n = 0; for await (const chunk of req) n += chunk.length; res.end(String(n)); },
  '/aborted': (req, res) => { const out = []; for (const e of ['aborted', 'error', 'end', 'close']) req.on(e, (x) => { out.push(e + (x ? ' ' + x.code + ' ' + x.message : '')); if (e === 'close') log('aborted request:', out.join(', '), req.aborted, req.complete, req.destroyed, req.readableAborted); }); res.on('close', () => log('aborted response', res.writableFinished, res.destroyed)); req.resume(); finished(res, (e) => log('finished', e?.code)); },
  '/events': (req, res) => { const out = []; for (const e of ['finish', 'close', 'prefinish']) res.on(e, () => out.push('res.' + e)); for (const e of ['end', 'close', 'data']) req.on(e, () => out.push('req.' + e)); res.on('close', () => setImmediate(() => log(out.join(' ')))); finished(res, (e) => out.push('finished ' + e)); res.write('a', () => out.push('written')); res.end('b', () => out.push('end callback')); },
  '/encoding': (req, res) => { req.setEncoding('utf8'); let t = ''; req.on('data', (d) => t += typeof d + d.length); req.on('end', () => res.end(t.slice(0, 6))); },
};
const server = http.createServer((req, res) => handlers[req.url](req, res));
const send = (path, body, method = body === undefined ? 'GET' : 'POST') => new Promise((resolve) => {
  const req = http.request({ port: server.address().port, host: '127.0.0.1', path, method, agent: false }, (res) => {
    const parts = []; res.on('data', (d) => parts.push(d)); res.on('end', () => { const b = Buffer.concat(parts); log(path, res.statusCode, res.headers['transfer-encoding'], res.headers['content-length'], b.length, b.length < 50 ? String(b) : ''); }); res.on('close', () => setTimeout(resolve, 10));
  });
  req.on('error', (e) => { log(path, 'error', e.code); setTimeout(resolve, 30); });
  if (body instanceof Readable) body.pipe(req); else req.end(body);
});
server.listen(0, '127.0.0.1', async () => {
  await send('/echo', 'some text'); await send('/echo', Buffer.alloc(300000, 'y')); await send('/pipeline', Readable.from(['x', 'y'])); await send('/from'); await send('/big'); await send('/ignored', Buffer.alloc(200000)); await send('/iterate', Buffer.alloc(500000)); await send('/events'); await send('/events', 'body'); await send('/encoding', 'héé');
  await new Promise((resolve) => { const req = http.request({ port: server.address().port, host: '127.0.0.1', path: '/aborted', method: 'POST', agent: false, headers: { 'Content-Length': 100 } }); req.on('error', (e) => setTimeout(() => { log('client', e.code, e.message); resolve(); }, 300)); req.write('part'); setTimeout(() => req.destroy(), 50); });
  server.close(() => log('closed'));
});
