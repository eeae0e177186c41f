// What a server refuses: its answer, the error it tells, and that it goes on.
const http = require('http');
const { send } = require('./lib/raw');
const server = http.createServer((req, res) => { req.resume(); req.on('end', () => res.end(req.url)); req.on('error', (e) => console.log('request error', e.code)); });
const H = 'Host: x\r\n';
const post = (headers, body = '') => `POST / HTTP/1.1\r\n${H}${headers}\r\n\r\n${body}`;
const chunked = (body) => post('Transfer-Encoding: chunked', body);
const get = (headers) => `GET / HTTP/1.1\r\n${H}${headers}\r\n\r\n`;
const cases = [
  'garbage\r\n\r\n', 'GET\r\n\r\n', 'GET /\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'GET / HTTP/1.2\r\n\r\n', 'GET / HTTP/3.0\r\n\r\n', 'GET / FTP/1.1\r\n\r\n', 'get / HTTP/1.1\r\n\r\n',
  'GET  / HTTP/1.1\r\n' + H + '\r\n', 'GET /a b HTTP/1.1\r\n\r\n', 'GET /\x01 HTTP/1.1\r\n\r\n', 'GET /\xe9 HTTP/1.1\r\n\r\n', 'GET x HTTP/1.1\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET / HTTP/1.1\n' + 'Host: x\n\n', 'GET / HTTP/1.1\rHost: x\r\r', `GET / HTTP/1.1\r\n${H}\n`,
  get('A : b'), get(' A: b'), get('A\x00: b'), get('A: b\x00'), get('A: b\x01c'), get(': b'), get('A'), get('A: b\r\n c'), get('A: b\nC: d'), get('A: b\rC: d'), get('A(: b'), get('\xe9: b'), get('A: \xe9'), get('A b: c'),
  post('Content-Length: 1\r\nContent-Length: 1', 'a'), post('Content-Length: 1\r\nContent-Length: 2', 'ab'), post('Content-Length: 1,1', 'a'), post('Content-Length: -1'), post('Content-Length: +1', 'a'), post('Content-Length: 0x1', 'a'), post('Content-Length: 1 1', 'a'), post('Content-Length: '), post('Content-Length: 99999999999999999999'), post('Content-Length : 1', 'a'), post('Content-Length: 1e1', '0123456789'),
  post('Content-Length: 4\r\nTransfer-Encoding: chunked', '0\r\n\r\n'), post('Transfer-Encoding: chunked\r\nContent-Length: 4', '0\r\n\r\n'), post('Transfer-Encoding: chunked, identity', '0\r\n\r\n'), post('Transfer-Encoding: identity', 'x'), post('Transfer-Encoding: gzip', 'x'), post('Transfer-Encoding: xchunked', '0\r\n\r\n'),
  post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', '0\r\n\r\n'), post('Transfer-Encoding: identity\r\nTransfer-Encoding: chunked', '0\r\n\r\n'), post('Transfer-Encoding : chunked', '0\r\n\r\n'), post('Transfer-Encoding: \x0bchunked', '0\r\n\r\n'), post('Transfer-Encoding: chunked\x0b', '0\r\n\r\n'), post('Transfer-Encoding:\r\n chunked', '0\r\n\r\n'), post('Transfer-Encoding: "chunked"', '0\r\n\r\n'), post('Transfer-Encoding: chunked;q=1', '0\r\n\r\n'), post('Transfer-Encoding:', '0\r\n\r\n'),
  chunked('x\r\n'), chunked('5 \r\nhello\r\n0\r\n\r\n'), chunked('5\nhello\r\n0\r\n\r\n'), chunked('5\r\nhello0\r\n\r\n'), chunked('5\r\nhelloXX0\r\n\r\n'), chunked('0x5\r\nhello\r\n0\r\n\r\n'), chunked('-5\r\nhello\r\n0\r\n\r\n'), chunked('11111111111111111\r\n'), chunked('5;\x01\r\nhello\r\n0\r\n\r\n'), chunked('5;a="\r\nhello\r\n0\r\n\r\n'), chunked('5;' + 'a'.repeat(20000) + '\r\n'), chunked('0\r\nContent-Length: 5\r\n\r\n'), chunked('0\r\nA : b\r\n\r\n'), chunked('0\r\n\n'), chunked('0\n\r\n'), chunked('\r\n0\r\n\r\n'),
  get('A: ' + 'b'.repeat(20000)), get('b'.repeat(20000) + ': a'), `GET /${'a'.repeat(20000)} HTTP/1.1\r\n${H}\r\n`, get(Array.from({ length: 300 }, (_, i) => `h${i}: v`).join('\r\n')),
  `GET /1 HTTP/1.1\r\n${H}\r\nGARBAGE\r\n\r\n`, `GET /1 HTTP/1.1\r\n${H}Connection: close\r\n\r\nGET /2 HTTP/1.1\r\n${H}\r\n`, post('Content-Length: 3', 'abcdef'), post('Content-Length: 0', 'POST / HTTP/1.1\r\n' + H + '\r\n'),
];
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  for (const listening of [false, true]) {
    if (listening) server.on('clientError', (error, socket) => {
      console.log(' ', error.code, '|', error.reason, '|', error.message, '|', error.rawPacket?.length > 0, socket.writable);
      socket.end('HTTP/1.1 418 Teapot\r\n\r\n');
    });
    for (const bytes of cases) console.log(JSON.stringify(bytes.slice(0, 100)) + '\n    ' + JSON.stringify(await send(port, bytes, { quiet: 150 })));
  }
  server.close();
});
