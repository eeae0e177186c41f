// How many fields of a message are taken: maxHeadersCount of servers and requests, in heads and in trailers.
const http = require('http');
const net = require('net');
const listen = (server) => new Promise((r) => server.listen(0, '127.0.0.1', r));
const counts = (message) => [message.rawHeaders, Object.keys(message.headers), Object.keys(message.headersDistinct), message.rawTrailers, Object.keys(message.trailers), Object.keys(message.trailersDistinct)].map((x) => x.length).join(' ');
async function scene(max, number, trailers) {
  const fields = Array.from({ length: number }, (_, i) => `f${i}: v\r\n`).join('');
  const rest = trailers ? `Transfer-Encoding: chunked\r\n\r\n0\r\n${fields}\r\n` : `${fields}\r\n`;
  let seen = '';
  const server = http.createServer((req, res) => { req.resume().on('end', () => { seen += counts(req); res.end('x'); }); });
  if (max !== undefined) server.maxHeadersCount = max;
  await listen(server);
  await new Promise((resolve) => net.connect(server.address().port, '127.0.0.1').on('close', resolve).resume().end(`POST / HTTP/1.1\r\nHost: x\r\n${rest}`));
  server.close();
  const answering = net.createServer((socket) => { socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${trailers ? '' : 'Content-Length: 0\r\n'}${rest}`)); });
  await listen(answering);
  await new Promise((resolve) => {
    const request = http.get({ port: answering.address().port, host: '127.0.0.1', agent: false }, (res) => { res.resume().on('end', () => { seen += ` | ${counts(res)}`; resolve(); }); });
    if (max !== undefined) request.maxHeadersCount = max;
  });
  answering.close();
  console.log(`${max}, ${number} ${trailers ? 'trailers' : 'fields'}: ${seen}`);
}
(async () => {
  for (const trailers of [false, true]) {
    for (const max of [undefined, null, 0, 5, 40]) {
      for (const number of [3, 5, 29, 30, 31, 32, 62, 63, 100, 900, 1100, 1300]) await scene(max, number, trailers);
    }
  }
})();
