// How requests fail: refused, hung up, aborted, destroyed, timed out, malformed answers.
const http = require('http');
const net = require('net');
const log = (...a) => console.log(...a);
const listen = (server) => new Promise((r) => server.listen(0, '127.0.0.1', () => r(server.address().port)));
const watch = (name, req) => new Promise((resolve) => {
  const out = [];
  for (const event of ['abort', 'timeout', 'response', 'error', 'finish', 'close', 'continue', 'information'])
    req.on(event, (x) => {
      out.push(event + (event === 'error' ? ` ${x.code} ${x.message.replace(/\d{4,}/, 'PORT')}` : event === 'response' ? ` ${x.statusCode}` : event === 'information' ? ` ${x.statusCode}` : ''));
      if (event === 'response') for (const e of ['aborted', 'error', 'end', 'close']) x.on(e, (y) => { out.push('res.' + e + (e === 'error' ? ` ${y.code} ${y.message}` : '')); }), x.resume();
      if (event === 'close') setTimeout(() => { log(name, out.join(', '), req.aborted, req.destroyed, req.writableFinished); resolve(); }, 20);
    });
});
async function main() {
  const closed = net.createServer(); const port0 = await listen(closed); await new Promise((r) => closed.close(r));
  await watch('refused', http.get({ port: port0, host: '127.0.0.1' }));
  await watch('no name', http.get({ port: 1, host: 'x.invalid', lookup: (h, o, cb) => cb(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) }));
  const answers = {
    hangup: '', garbage: 'garbage\r\n\r\n', short: 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', chunk: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
    badchunk: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n', toEnd: 'HTTP/1.1 200 OK\r\n\r\nall of it', informational: 'HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 102 P\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    twice: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', '204': 'HTTP/1.1 204 No\r\n\r\n', '304': 'HTTP/1.1 304 Not\r\nContent-Length: 5\r\n\r\n', large: `HTTP/1.1 200 OK\r\nA: ${'b'.repeat(20000)}\r\n\r\n`,
    upgrade: 'HTTP/1.1 101 S\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', http10: 'HTTP/1.0 200 OK\r\n\r\nx', reset: null,
  };
  for (const [name, answer] of Object.entries(answers)) {
    const server = net.createServer((s) => { s.on('error', () => {}); s.once('data', () => { if (answer === null) s.resetAndDestroy(); else s.end(answer, 'latin1'); }); });
    const port = await listen(server);
    await watch(name, http.get({ port, host: '127.0.0.1', agent: false }));
    server.close();
  }
  const silent = http.createServer(() => {}); const port = await listen(silent);
  const get = (options) => http.get({ port, host: '127.0.0.1', agent: false, ...options });
  { const r = get(); const w = watch('abort', r); r.on('socket', () => setTimeout(() => r.abort(), 20)); await w; }
  { const r = get(); const w = watch('destroy', r); r.on('socket', () => setTimeout(() => r.destroy(), 20)); await w; }
  { const r = get(); const w = watch('destroy with', r); r.on('socket', () => setTimeout(() => r.destroy(new Error('mine')), 20)); await w; }
  { const r = get(); const w = watch('destroy at once', r); r.destroy(); await w; }
  { const r = get({ timeout: 50 }); const w = watch('timeout option', r); r.on('timeout', () => r.destroy()); await w; }
  { const r = get(); r.setTimeout(50, () => { log('callback'); r.destroy(new Error('too slow')); }); await watch('setTimeout', r); }
  { const r = http.request({ port, host: '127.0.0.1', agent: false, method: 'POST' }); const w = watch('unfinished', r); r.write('x'); r.on('socket', (s) => s.on('connect', () => setTimeout(() => s.destroy(), 20))); await w; }
  silent.closeAllConnections(); silent.close();
  const half = http.createServer((req, res) => { res.write('some'); setTimeout(() => res.destroy(), 30); }); const port2 = await listen(half);
  await watch('server destroys', http.get({ port: port2, host: '127.0.0.1', agent: false })); half.close();
}
main();
