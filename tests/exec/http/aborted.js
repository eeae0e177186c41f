// Clients that leave: in the middle of an upload or of an answer, by an end, a close or a reset; what request, response and socket tell, and in
// which order.
const http = require('http');
const net = require('net');
const { finished, pipeline, Writable } = require('stream');
const { setTimeout: sleep } = require('timers/promises');
const POST = 'POST / HTTP/1.1\r\nHost: x\r\n';
const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const unfinished = { length: `${POST}Content-Length: 10\r\n\r\nhello`, chunk: `${POST}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`, 'in a chunk': `${POST}Transfer-Encoding: chunked\r\n\r\na\r\nhello`, 'in the size': `${POST}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1` };
const leave = { end: (s) => s.end(), destroy: (s) => s.destroy(), reset: (s) => s.resetAndDestroy() };

async function scene(name, bytes, how, handler, { wait = 30 } = {}) {
  const told = [];
  const tell = (...a) => told.push(a.join(' '));
  const fact = (e) => (e ? ` ${e.code} ${e.message}` : '');
  const server = http.createServer((req, res) => {
    for (const event of ['aborted', 'end', 'close', 'error']) req.on(event, (e) => tell(`req.${event}${fact(e)}`));
    for (const event of ['finish', 'close', 'error', 'timeout']) res.on(event, (e) => tell(`res.${event}${fact(e)}`));
    for (const event of ['end', 'close', 'error']) req.socket.on(event, (e) => tell(`socket.${event}${e instanceof Error ? fact(e) : e === undefined ? '' : ` ${e}`}`));
    handler(req, res, tell, fact);
    scene.last = [req, res];
  });
  server.on('clientError', (e, socket) => { tell(`clientError ${e.code} ${socket.writable}`); if (socket.writable) socket.end('HTTP/1.1 400 \r\n\r\n'); else socket.destroy(); });
  await new Promise((r) => server.listen(0, '127.0.0.1', r));
  let answer = '';
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: how === 'end' });
  const gone = new Promise((r) => client.on('close', r));
  client.on('error', () => {}).on('data', (d) => { answer += d; }).on('end', () => client.end());
  client.write(bytes);
  await sleep(wait);
  leave[how](client);
  await gone;
  await sleep(wait);
  const [req, res] = scene.last;
  console.log(`${name}, ${how}: ${told.join(', ')}`);
  console.log('   ', req.aborted, req.complete, req.destroyed, req.readableEnded, req.errored?.code, '|', res.headersSent, res.writableEnded, res.writableFinished, res.destroyed, res.closed, res.errored?.code, '|', how === 'end' ? answer.match(/HTTP\/1.1 \d+/g) : '');
  server.closeAllConnections();
  await new Promise((r) => server.close(r));
}

(async () => {
  const read = (req, res) => { req.resume(); };
  for (const how of Object.keys(leave)) {
    for (const [name, bytes] of Object.entries(unfinished)) await scene(`upload, ${name}`, bytes, how, read);
    const bytes = unfinished.length;
    // It depends on time what a client that has been answered leaves unread, which makes its close a reset, and whether reading or writing fails first.
    const closes = how !== 'end';
    if (how === 'reset') { await scene('waiting', GET, how, () => {}); continue; }
    await scene('not read', bytes, how, () => {});
    await scene('paused', bytes, how, (req) => { req.on('data', () => req.pause()); });
    if (!closes) await scene('answered before', bytes, how, (req, res) => { req.resume(); res.end('early'); });
    if (!closes) await scene('answered before, not read', bytes, how, (req, res) => { res.end('early'); });
    if (!closes) await scene('head sent', bytes, how, (req, res) => { req.resume(); res.write('part'); });
    await scene('for await', bytes, how, async (req, res, tell, fact) => { try { for await (const part of req) tell(`part ${part.length}`); tell('all'); } catch (e) { tell(`thrown${fact(e)}`); } });
    await scene('pipeline', bytes, how, (req, res, tell, fact) => { pipeline(req, new Writable({ write: (c, e, cb) => cb(), destroy(e, cb) { tell(`writable destroyed${fact(e)}`); cb(e); } }), (e) => tell(`pipeline${fact(e)}`)); });
    if (!closes) await scene('pipe', bytes, how, (req, res) => { req.pipe(res); });
    await scene('finished', bytes, how, (req, res, tell, fact) => { req.resume(); finished(req, (e) => tell(`finished req${fact(e)}`)); finished(res, (e) => tell(`finished res${fact(e)}`)); });
    await scene('destroyed by the server', bytes, how, (req, res) => { req.destroy(); });
    await scene('destroyed with an error', bytes, how, (req, res) => { req.destroy(Object.assign(new Error('mine'), { code: 'MINE' })); });
    await scene('response destroyed', bytes, how, (req, res) => { req.resume(); res.destroy(); });
    await scene('answered after', bytes, how, (req, res, tell) => { req.on('aborted', () => setImmediate(() => { res.end('late', () => tell('ended')); tell(`write ${res.write('x', (e) => tell(`written ${e?.code}`))}`); })); req.resume(); });
    await scene('waiting', GET, how, () => {});
    if (how === 'end') await scene('streaming', GET, how, (req, res, tell) => { res.write('one'); const timer = setInterval(() => { if (res.destroyed) { clearInterval(timer); tell('stopped', res.write('x')); } else res.write('more'); }, 5); res.on('close', () => setTimeout(() => clearInterval(timer), 12)); });
    if (!closes) await scene('pipelined', GET + unfinished.length, how, (req, res) => { req.resume(); if (req.method === 'POST') res.end('second'); });
    if (!closes) await scene('in the head of the next', GET + 'GET / HTTP', how, (req, res) => { req.resume(); res.end('first'); });
  }
})();
