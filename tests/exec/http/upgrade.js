// Upgrade and CONNECT, from both ends; without listeners.
const http = require('http');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => { log('request', req.url, req.upgrade); res.end('plain'); });
const done = () => { server.close(() => log('closed')); };
server.listen(0, '127.0.0.1', async () => {
  const options = { port: server.address().port, host: '127.0.0.1' };
  const ask = (extra, body) => new Promise((resolve) => {
    const req = http.request({ ...options, ...extra });
    req.on('response', (res) => { log('response', res.statusCode); res.resume().on('end', resolve); });
    req.on('upgrade', (res, socket, head) => { log('upgrade', res.statusCode, res.headers.upgrade, String(head)); talk(socket, resolve); });
    req.on('connect', (res, socket, head) => { log('connect', res.statusCode, res.headers, String(head)); talk(socket, resolve); });
    req.on('error', (e) => { log('error', e.code, e.message); resolve(); });
    req.on('close', () => log('request close'));
    req.end(body);
  });
  const talk = (socket, resolve) => {
    socket.setEncoding('utf8').on('data', (d) => { log('client got', d); if (d.includes('bye')) socket.end(); });
    socket.on('close', () => { log('client socket closed'); resolve(); });
    socket.write('hi there');
  };
  const headers = { Connection: 'Upgrade', Upgrade: 'chat' };
  await ask({ path: '/none', headers });
  await ask({ path: 'example.com:80', method: 'CONNECT' });
  const serve = (answer) => (req, socket, head) => {
    log('server', req.method, req.url, req.headers.upgrade, req.upgrade, String(head), req.socket === socket, socket.listenerCount('data'), socket.listenerCount('error'));
    socket.write(answer + 'welcome');
    socket.on('data', (d) => { log('server got', String(d)); socket.write('bye'); }).on('end', () => { log('server end'); socket.end(); });
  };
  server.on('upgrade', serve('HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n'));
  server.on('connect', serve('HTTP/1.1 200 Established\r\n\r\n'));
  await ask({ path: '/chat', headers });
  await ask({ path: 'example.com:80', method: 'CONNECT' });
  await ask({ path: '/plain' });
  done();
});
