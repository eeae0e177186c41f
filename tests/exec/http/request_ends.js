// When requests and responses end, as listeners see it that come early, late or never: the order of events, and what the objects say of
// themselves at each of them, in ticks and microtasks, in immediates.
const http = require('http');
const net = require('net');

const stateOf = (req, res) => [
  `req ${['complete', 'destroyed', 'closed', 'readableEnded', 'readable', 'aborted', 'readableFlowing'].filter((name) => req[name]).join()}`,
  `res ${['finished', 'writableEnded', 'writableFinished', 'destroyed', 'closed', 'headersSent'].filter((name) => res[name]).join()} ${res.socket === null}`,
].join(' | ');

const cases = {
  plain(req, res, say) { res.end('x'); say('ended'); setImmediate(() => say('immediate')); },
  never(req, res, say) { res.end('x'); setTimeout(() => say('later'), 5); },
  tick(req, res, say) { res.end('x'); process.nextTick(() => { say('tick'); req.on('end', () => say('end')).on('close', () => say('close')); }); },
  microtask(req, res, say) { res.end('x'); Promise.resolve().then(() => { say('microtask'); req.on('close', () => say('req close')); res.on('close', () => say('res close')); }); },
  finish(req, res, say) { res.on('finish', () => { say('finish'); process.nextTick(() => say('tick of finish')); Promise.resolve().then(() => say('microtask of finish')); }); res.end('x'); },
  finishThenClose(req, res, say) { res.on('finish', () => req.on('close', () => say('req close'))).on('close', () => say('res close')); res.end('x'); },
  resClose(req, res, say) { res.on('close', () => say('res close')); res.end('x'); },
  callback(req, res, say) { res.end('x', () => say('callback')); },
  reqEnd(req, res, say) { req.on('end', () => say('end')).on('close', () => say('close')).resume(); res.end('x'); },
  readable(req, res, say) { req.on('readable', () => say(`readable ${req.read()}`)).on('end', () => say('end')); res.end('x'); },
  reqLate(req, res, say) { setTimeout(() => { req.on('end', () => say('end')).resume(); res.end('x'); }, 5); },
  resume(req, res, say) { req.on('resume', () => say('resume')).on('pause', () => say('pause')); res.end('x'); },
  destroyed(req, res, say) { req.on('close', () => say('req close')); req.destroy(); res.on('close', () => say('res close')); say('destroyed'); },
  paused(req, res, say) { req.pause(); res.end('x'); setImmediate(() => say('immediate')); },
  read(req, res, say) { say(`read ${req.read()}`); res.end('x'); setImmediate(() => say(`immediate ${req.read()}`)); },
  emitter(req, res, say) { req.emit = function(name, ...args) { say(`req emits ${name}`); return http.IncomingMessage.prototype.emit.call(this, name, ...args); }; res.end('x'); },
  responder(req, res, say) { res.emit = function(name, ...args) { say(`res emits ${name}`); return http.ServerResponse.prototype.emit.call(this, name, ...args); }; res.end('x'); },
  async iterate(req, res, say) { for await (const part of req) say(`part ${part}`); say('iterated'); res.end('x'); },
  async finished(req, res, say) { require('stream').finished(req, () => say('req finished')); require('stream').finished(res, () => say('res finished')); res.end('x'); },
  body(req, res, say) { req.on('data', (part) => say(`data ${part}`)).on('end', () => { say('end'); res.end('x'); }); },
  unread(req, res, say) { res.end('x'); res.on('finish', () => say('finish')); setTimeout(() => say('later'), 5); },
  write(req, res, say) { res.write('x'); res.on('finish', () => say('finish')).on('close', () => say('close')); res.end(); },
  held(req, res, say) { res.setHeader('Content-Length', 1); say(`write ${res.write('x', () => say('written'))}`); res.on('finish', () => say('finish')); res.end(() => say('ended')); say('called'); },
};
const seen = {};
const server = http.createServer((req, res) => {
  const name = req.url.slice(1);
  const say = (what) => seen[name].push(`${what}: ${stateOf(req, res)}`);
  seen[name] = [];
  cases[name](req, res, say);
});
// One request at a time on a connection that is kept, so that no case is in another's way.
const ask = (port, agent, name, body) => new Promise((resolve) => {
  const request = http.request({ port, agent, path: `/${name}`, method: body ? 'POST' : 'GET' }, (response) => {
    response.resume().on('end', () => setTimeout(resolve, 25));
  }).on('error', (error) => { seen[name].push(error.code); setTimeout(resolve, 25); });
  request.end(body);
});
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true });
  for (const name of Object.keys(cases)) {
    for (const body of name === 'body' || name === 'unread' ? ['abc'] : [undefined, 'abc']) {
      await ask(port, agent, name, body);
      console.log(`${name}${body ? ' with body' : ''}\n  ${seen[name].join('\n  ')}`);
    }
  }
  agent.destroy();
  // Two at once in one write: their ends are in order.
  const order = [];
  cases.pair = (req, res) => { for (const [o, label] of [[req, 'req'], [res, 'res']]) o.on('close', () => order.push(`${label} close`)); res.on('finish', () => order.push('finish')); res.end('x'); };
  seen.pair = [];
  const socket = net.connect(port, '127.0.0.1', () => socket.write('GET /pair HTTP/1.1\r\nHost: x\r\n\r\nGET /plain HTTP/1.1\r\nHost: x\r\n\r\nGET /pair HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
  socket.on('data', () => {}).on('end', () => {
    console.log('pipelined', order.join());
    server.close();
  });
});
