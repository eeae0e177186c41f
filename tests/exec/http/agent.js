// Agents: sockets that are used again, queues, limits, names; 'free', timeouts of kept sockets.
const http = require('http');
const log = (...a) => console.log(...a);
let connections = 0;
const server = http.createServer((req, res) => { setTimeout(() => res.end(`${req.url} ${req.socket.number} ${req.headers.connection}`), 5); });
server.on('connection', (s) => { s.number = ++connections; });
const get = (agent, path, options = {}) => new Promise((resolve) => {
  const req = http.get({ port: server.address().port, host: '127.0.0.1', agent, path, ...options }, (res) => {
    let t = ''; res.setEncoding('utf8').on('data', (d) => t += d).on('end', () => setImmediate(() => resolve([t, req.reusedSocket])));
  });
  req.on('error', (e) => resolve([e.code, e.message]));
});
const counts = (agent) => [agent.sockets, agent.freeSockets, agent.requests].map((set) => Object.values(set).map((l) => l.length)).concat(agent.totalSocketCount);
server.listen(0, '127.0.0.1', async () => {
  const keep = new http.Agent({ keepAlive: true });
  log(await get(keep, '/1'), counts(keep)); log(await get(keep, '/2'), counts(keep));
  log(await Promise.all([get(keep, '/3'), get(keep, '/4')]), counts(keep));
  keep.destroy(); await new Promise((r) => setTimeout(r, 20)); log(counts(keep));
  const plain = new http.Agent();
  log(await get(plain, '/5'), await get(plain, '/6'), counts(plain));
  const limited = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const all = Promise.all(['/7', '/8', '/9'].map((p) => get(limited, p)));
  log(counts(limited)); log(await all, counts(limited)); limited.destroy();
  const shared = new http.Agent({ maxSockets: 1 });
  log(await Promise.all(['/a', '/b'].map((p) => get(shared, p))), counts(shared));
  log(await get(false, '/c'), await get(undefined, '/d'), await get(undefined, '/e'));
  log(keep.getName({ host: 'h', port: 1 }), keep.getName(), keep.getName({ host: 'h', localAddress: 'l', family: 6, socketPath: '/s' }), http.globalAgent.keepAlive, keep.maxFreeSockets, keep.maxSockets, keep.scheduling, keep.protocol, keep.defaultPort, keep.keepAliveMsecs);
  const total = new http.Agent({ maxTotalSockets: 1, keepAlive: true });
  log(await Promise.all(['/f', '/g'].map((p) => get(total, p))), counts(total)); total.destroy();
  // The server closes a kept connection: the next request gets a new one.
  server.keepAliveTimeout = 30;
  const again = new http.Agent({ keepAlive: true });
  log(await get(again, '/h'), counts(again)); await new Promise((r) => setTimeout(r, 200)); log(counts(again), await get(again, '/i')); again.destroy();
  http.globalAgent.destroy();
  server.close(() => log('closed'));
});
