// A server and a client in one process, keep-alive between requests.
const http = require('http');
const server = http.createServer((req, res) => {
  console.log(req.method, req.url, req.headers.connection, req.rawHeaders[0], req.httpVersion, req.httpVersionMajor, req.complete, req.upgrade);
  res.setHeader('X-A', 'b');
  console.log(res.headersSent, res.statusCode, res.getHeader('x-a'), res.getHeaderNames(), res.writableEnded);
  res.end('hello\n');
  console.log(res.headersSent, res.statusMessage, res.writableEnded, res.writableFinished);
  for (const event of ['prefinish', 'finish', 'close']) res.on(event, () => console.log('response', event, res.writableFinished, res.socket === null));
  for (const event of ['end', 'close']) req.on(event, () => console.log('request', event, req.complete));
});
const agent = new http.Agent({ keepAlive: true });
function get(path) {
  return new Promise((resolve) => {
    const req = http.get({ port: server.address().port, path, agent }, (res) => {
      const { date, ...headers } = res.headers;
      console.log(res.statusCode, res.statusMessage, headers, /GMT$/.test(date), req.reusedSocket);
      let text = '';
      res.setEncoding('utf8').on('data', (d) => text += d);
      res.on('end', () => console.log('end', JSON.stringify(text), res.complete));
      res.on('close', () => setImmediate(resolve));
    });
    for (const event of ['socket', 'response', 'finish', 'close']) req.on(event, () => console.log('client', event));
  });
}
server.listen(0, '127.0.0.1', async () => {
  await get('/first?x=y');
  await get('/second');
  agent.destroy();
  server.close(() => console.log('closed'));
});
