// 5,000 connections that stay, with a limit of open files that has to be raised first: each has had its answer, some have sent half a
// request; new ones are served at once, and all are there in the end.
const http = require('http');
const net = require('net');
const COUNT = 5000;
const server = http.createServer((req, res) => res.end(`${req.method} ${req.url}`));
const open = (port, text) => new Promise((resolve, reject) => {
  const socket = net.connect(port, '127.0.0.1', () => { socket.write(text); if (!text.endsWith('\r\n\r\n')) resolve(socket); });
  socket.once('data', () => resolve(socket)).on('error', reject);
});
const ask = (socket, path, text = `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`) => new Promise((resolve) => {
  socket.once('data', (d) => resolve(String(d).split('\r\n\r\n')[1]));
  socket.write(text);
});
server.listen(0, '127.0.0.1', 1024, async () => {
  const { port } = server.address();
  server.keepAliveTimeout = 60000;
  const kept = [];
  while (kept.length < COUNT) kept.push(...await Promise.all(Array.from({ length: 100 }, (_, i) => open(port, i % 4 === 3 ? 'GET / HTTP/1.1\r\nHost: x\r\n' : 'GET /first HTTP/1.1\r\nHost: x\r\n\r\n'))));
  console.log(await new Promise((r) => server.getConnections((e, n) => r(n))), 'connections');
  for (let i = 0; i < 3; i++) { const fresh = await open(port, ''); console.log('fresh', await ask(fresh, `/${i}`)); fresh.destroy(); }
  const answers = await Promise.all(kept.map((socket, i) => (i % 4 === 3 ? ask(socket, '', '\r\n') : ask(socket, '/again'))));
  console.log(Object.entries(answers.reduce((counts, x) => ({ ...counts, [x]: (counts[x] ?? 0) + 1 }), {})));
  let closed = 0;
  for (const socket of kept) socket.on('close', () => { closed++; }).on('error', () => {});
  server.closeAllConnections();
  const tell = () => (closed < COUNT ? setTimeout(tell, 20) : console.log('closed', closed));
  server.close(tell);
});
