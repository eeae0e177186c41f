// Requests that two parsers could read differently. Behind each comes another request on the same connection: what the server takes for
// requests and bodies, what it answers, and that it serves the next connection.
const http = require('http');
const { send } = require('./lib/raw');
const H = 'Host: x\r\n';
const LAST = `GET /last HTTP/1.1\r\n${H}Connection: close\r\n\r\n`;
const GET = `GET /smuggled HTTP/1.1\r\n${H}\r\n`;
const post = (headers, body = '') => `POST /first HTTP/1.1\r\n${H}${headers}\r\n\r\n${body}`;
const get = (headers) => `GET /first HTTP/1.1\r\n${H}${headers}\r\n\r\n`;
const chunked = (body) => post('Transfer-Encoding: chunked', body);
const groups = {
  'two lengths': [
    post('Content-Length: 5\r\nTransfer-Encoding: chunked', '0\r\n\r\n'), post('Transfer-Encoding: chunked\r\nContent-Length: 5', '0\r\n\r\n'),
    post('Content-Length: 0\r\nContent-Length: 0'), post('Content-Length: 5\r\nContent-Length: 0', 'hello'), post('Content-Length: 5, 5', 'hello'), post('content-length: 5\r\nCONTENT-LENGTH: 5', 'hello'),
    post(`Content-Length: ${GET.length}`, GET), get(`Content-Length: ${GET.length}`).concat(GET), post('', GET), post('X: y\r\nContent-Length: 0', GET),
    post('Transfer-Encoding: chunked\r\nContent-Length: abc', '0\r\n\r\n'), post('Content-Length: 0\r\nTransfer-Encoding: identity'),
  ],
  'lengths that are no numbers': [
    ...['+5', '-5', '5;', '0x5', '5.0', '5e0', ' 5', '5 ', '\t5', '5\t', '05', '00000000000000000005', '5 5', '5,', ',5', '"5"', '５', '5\x00', '5\x0b', '', '18446744073709551616', '18446744073709551621', '9223372036854775808', '4294967301', 'NaN', 'Infinity']
      .map((value) => post(`Content-Length: ${value}`, 'hello')),
    post('Content-Length:5', 'hello'), post('Content-Length\t: 5', 'hello'), post('Content-Length : 5', 'hello'), post('Content_Length: 5', GET), post('Content-Length\x00: 5', 'hello'), post('Content-Length:\r\n 5', 'hello'), post(' Content-Length: 5', 'hello'),
  ],
  'codings': [
    ...['chunked', 'Chunked', 'CHUNKED', ' chunked', 'chunked ', '\tchunked', 'chunked\t', 'chunked,', ',chunked', 'gzip, chunked', 'gzip,chunked', 'chunked, chunked', 'chunked, gzip', 'identity, chunked', 'chunked identity', 'xchunked', 'chunkedx', 'chunke', 'chunked\x00',
      'chunked\x0b', '\x0bchunked', 'chunked\xa0', "'chunked'", 'chunked;foo', 'chunked; q=0', '[chunked]', 'ch\xfcnked', 'identity', 'deflate', '']
      .map((value) => post(`Transfer-Encoding: ${value}`, '5\r\nhello\r\n0\r\n\r\n')),
    ...['Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', 'Transfer-Encoding\t: chunked', 'Transfer-Encoding : chunked', 'Transfer_Encoding: chunked', 'Transfer-Encoding:chunked',
      'X: y\nTransfer-Encoding: chunked', 'X: y\rTransfer-Encoding: chunked', 'X:\r\n Transfer-Encoding: chunked', 'Transfer-Encoding: x\r\n chunked', 'Transfer-Encoding\x00: chunked', '\x00Transfer-Encoding: chunked', 'transfer-encoding: chunked', 'TRANSFER-ENCODING: chunked', 'Transfer-Encoding:', 'Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked']
      .map((headers) => post(headers, '5\r\nhello\r\n0\r\n\r\n')),
    `POST /first HTTP/1.0\r\n${H}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`, `POST /first HTTP/1.0\r\n${H}Content-Length: 5\r\n\r\nhello`, `POST /first HTTP/1.0\r\n${H}\r\n`, `POST /first HTTP/1.0\r\n${H}Connection: keep-alive\r\nContent-Length: 5\r\n\r\nhello`,
  ],
  'chunks': [
    ...['5\r\nhello\r\n0\r\n\r\n', '05\r\nhello\r\n0\r\n\r\n', '0000000000000005\r\nhello\r\n0\r\n\r\n', '00000000000000005\r\nhello\r\n0\r\n\r\n', 'A\r\n0123456789\r\n0\r\n\r\n', 'a\r\n0123456789\r\n0\r\n\r\n', '5;\r\nhello\r\n0\r\n\r\n', '5;a\r\nhello\r\n0\r\n\r\n', '5;a=b\r\nhello\r\n0\r\n\r\n', '5;a="b;\\"c"\r\nhello\r\n0\r\n\r\n',
      '5;a=b;c=d\r\nhello\r\n0;e\r\n\r\n', '5 ;a\r\nhello\r\n0\r\n\r\n', '5; a\r\nhello\r\n0\r\n\r\n', '5;a=\r\nhello\r\n0\r\n\r\n', '5;=b\r\nhello\r\n0\r\n\r\n', '5;a\nhello\r\n0\r\n\r\n', '5;a\r0\r\nhello\r\n0\r\n\r\n', '5;a"b\r\nhello\r\n0\r\n\r\n', '5;a="b\r\nhello\r\n0\r\n\r\n', '5\rhello\r\n0\r\n\r\n', '5\r\r\nhello\r\n0\r\n\r\n', '5\n\rhello\r\n0\r\n\r\n',
      ' 5\r\nhello\r\n0\r\n\r\n', '\t5\r\nhello\r\n0\r\n\r\n', '5\t\r\nhello\r\n0\r\n\r\n', '+5\r\nhello\r\n0\r\n\r\n', '5h\r\nhello\r\n0\r\n\r\n', '0x5\r\nhello\r\n0\r\n\r\n', '0X5\r\nhello\r\n0\r\n\r\n', '5\r\nhello\n0\r\n\r\n', '5\r\nhello\r0\r\n\r\n', '5\r\nhelloo\r\n0\r\n\r\n', '5\r\nhell\r\n0\r\n\r\n', '6\r\nhello\r\n0\r\n\r\n', '4\r\nhello\r\n0\r\n\r\n',
      'ffffffffffffffff\r\nhello', '7fffffffffffffff\r\nhello', '10000000000000000\r\nhello', 'fffffffffffffffff\r\nhello', '1' + '0'.repeat(100) + '\r\nhello', '\r\nhello', ';a\r\nhello', 'g\r\nhello', '５\r\nhello', '5\r\nhello\r\n', '00\r\n\r\n', '0\r\n\r\n', '-0\r\n\r\n', '0 \r\n\r\n', '0;\r\n\r\n', '0\r\n\r', '0\n\n', '0\r\r\n']
      .map(chunked),
    ...['A: b', 'A: b\r\nC: d', 'Content-Length: 5', 'Transfer-Encoding: chunked', 'Host: y', 'A', 'A : b', ' A: b', 'A: b\nC: d', 'A: b\r\n c', ': b', 'A: \x00', 'A: \x7f', 'A: ' + 'b'.repeat(17000), GET.trimEnd()]
      .map((trailer) => chunked(`5\r\nhello\r\n0\r\n${trailer}\r\n\r\n`)),
    chunked('5\r\nhello\r\n0\r\n' + Array.from({ length: 1200 }, (_, i) => `t${i}: v`).join('\r\n') + '\r\n\r\n'),
  ],
  'lines': [
    `GET /first HTTP/1.1\n${H}\n`, `GET /first HTTP/1.1\r\nHost: x\n\r\n`, `GET /first HTTP/1.1\nHost: x\r\n\r\n`, `GET /first HTTP/1.1\r\nHost: x\r\n\n`, `GET /first HTTP/1.1\r${H}\r\n`, `GET /first HTTP/1.1\r\n${H}\r\r\n`, `GET /first HTTP/1.1\r\r\n${H}\r\n`, `\r\nGET /first HTTP/1.1\r\n${H}\r\n`, `\r\n\r\n\r\nGET /first HTTP/1.1\r\n${H}\r\n`,
    `\nGET /first HTTP/1.1\r\n${H}\r\n`, ` GET /first HTTP/1.1\r\n${H}\r\n`, `\x00GET /first HTTP/1.1\r\n${H}\r\n`, `\xef\xbb\xbfGET /first HTTP/1.1\r\n${H}\r\n`, get('A: b\r\n c'), get('A: b\r\n\tc'), get('A:\r\n b'), get('A: b\r\n \r\nC: d'), get(' A: b'), get('\tA: b'), `GET /first HTTP/1.1\r\n A: b\r\n${H}\r\n`, get('A: b\r\n'), get('A: b\r\r\nC: d'), get('A: b\x0b\r\nC: d'), get('A: b\x0cC: d'), get('A: b\x85C: d'),
  ],
  'names and values': [
    ...['A b: c', 'A\x00: c', 'A\t: c', 'A : c', ': c', 'A', 'A;: c', 'A(): c', '"A": c', 'A@: c', 'A/: c', 'A[]: c', 'A{}: c', 'A=: c', 'A,: c', 'A\\: c', 'A\xe4: c', 'A\x7f: c', 'A_.!#$%&\'*+^`|~-: c', 'A:', 'A: ', 'A:\t', 'A: \x00', 'A: \x01', 'A: \x07', 'A: \x1b[0m', 'A: \x7f', 'A: \x80\xff', 'A: b: c', '__proto__: c', 'constructor: c', 'toString: c', 'Host: y', 'Host: x', 'Host:', 'Cookie: a\r\nCookie: b', 'Set-Cookie: a\r\nSet-Cookie: b']
      .map(get),
    `GET /first HTTP/1.1\r\n\r\n`, `GET /first HTTP/1.1\r\nHost:\r\n\r\n`, `GET /first HTTP/1.1\r\nHost: a b\r\n\r\n`, `GET /first HTTP/1.0\r\n\r\n`,
  ],
  'request lines': [
    ...['GET  /first HTTP/1.1', 'GET\t/first HTTP/1.1', 'GET /first  HTTP/1.1', 'GET /first\tHTTP/1.1', 'GET /first HTTP/1.1 ', 'GET /first HTTP/1.1\t', 'GET /fi rst HTTP/1.1', 'GET /first', 'GET /first ', 'GET HTTP/1.1', 'GET / /first HTTP/1.1', 'GET first HTTP/1.1', 'GET * HTTP/1.1', 'OPTIONS * HTTP/1.1', 'GET //first HTTP/1.1', 'GET http://other/first HTTP/1.1', 'GET http://other HTTP/1.1',
      'GET HTTP://x:80/first?a#b HTTP/1.1', 'GET http:///first HTTP/1.1', 'GET http://a@b@c/first HTTP/1.1', 'GET /%00 HTTP/1.1', 'GET /\x00 HTTP/1.1', 'GET /\x7f HTTP/1.1', 'GET /\xfc HTTP/1.1', 'GET /first?\xfc HTTP/1.1', 'GET /first#x HTTP/1.1', 'GET /first#\x01 HTTP/1.1', 'GET \\first HTTP/1.1', 'GET /../../etc/passwd HTTP/1.1', 'get /first HTTP/1.1', 'Get /first HTTP/1.1', 'GETX /first HTTP/1.1', 'GE /first HTTP/1.1', ' / HTTP/1.1',
      'GET /first HTTP/1.2', 'GET /first HTTP/0.9', 'GET /first HTTP/2.0', 'GET /first HTTP/1.', 'GET /first HTTP/1', 'GET /first HTTP/11', 'GET /first HTTP/1.10', 'GET /first HTTP/01.1', 'GET /first http/1.1', 'GET /first HTTPS/1.1', 'GET /first HTTP /1.1', 'GET /first HTTP/1 .1', 'GET /first HTTP/+1.1', 'GET /first ICE/1.0', 'GET /first RTSP/1.0', 'SOURCE /first ICE/1.0', 'SOURCE /first HTTP/1.1', 'DESCRIBE /first RTSP/1.0', 'PURGE /first HTTP/1.1', 'M-SEARCH /first HTTP/1.1', 'PRI * HTTP/2.0', 'PRI / HTTP/1.1', 'PRI * RTSP/1.0', 'PRI * ICE/1.0', 'PRI http://x/ HTTP/2.0', 'PRIX / HTTP/1.1', 'QUERY /first HTTP/1.1', 'TRACE /first HTTP/1.1', 'BREW /first HTTP/1.1']
      .map((line) => `${line}\r\n${H}\r\n`),
  ],
  'several': [
    GET + GET, GET + 'GARBAGE\r\n\r\n', GET + '\r\n' + GET, GET + '\r\n\r\n\r\n' + GET, GET + ' ' + GET, post('Content-Length: 2', 'ab') + post('Content-Length: 3', 'cde'), post('Content-Length: 2', 'abc') + GET, chunked('1\r\na\r\n0\r\n\r\n') + chunked('1\r\nb\r\n0\r\n\r\n'), chunked('1\r\na\r\n0\r\n\r\n0\r\n\r\n'),
    get('Connection: close') + GET, get('Connection: Close, x') + GET, get('Connection: x, close') + GET, get('Connection: keep-alive, close') + GET, get('Connection: closed') + GET, get('Connection:\tclose') + GET, get('Connection: close\r\nConnection: keep-alive') + GET, get('Proxy-Connection: close') + GET, `GET /first HTTP/1.0\r\n\r\n${GET}`, `GET /first HTTP/1.0\r\nConnection: keep-alive\r\n\r\n${GET}`,
    `HEAD /first HTTP/1.1\r\n${H}Content-Length: 5\r\n\r\nhello`, `DELETE /first HTTP/1.1\r\n${H}Content-Length: 5\r\n\r\nhello`, `TRACE /first HTTP/1.1\r\n${H}Content-Length: 5\r\n\r\nhello`, post('Expect: 100-continue\r\nContent-Length: 5', 'hello'), post('Expect: nonsense\r\nContent-Length: 5', 'hello'), post('Expect: 100-continue, x\r\nContent-Length: 5', 'hello'), post('Expect:\r\nContent-Length: 5', 'hello'),
  ],
};

let seen = [];
const failed = new WeakSet();
const server = http.createServer((req, res) => {
  const request = [req.method, req.url, null];
  seen.push(request);
  let body = '';
  req.setEncoding('latin1').on('data', (part) => { body += part; });
  req.on('end', () => { request[2] = body; if (Object.keys(req.trailers).length) request.push(Object.keys(req.trailers).length); res.end(req.url); });
  req.on('error', (e) => { request[2] = `${body.length} ${e.code}`; });
});
server.on('clientError', (e, socket) => {
  if (!failed.has(socket)) seen.push(e.code);  // what comes after that is told again, if it comes in time
  failed.add(socket);
  if (socket.writable) socket.end(e.code === 'HPE_HEADER_OVERFLOW' ? 'HTTP/1.1 431 \r\n\r\n' : 'HTTP/1.1 400 \r\n\r\n'); else socket.destroy();
});
let open = 0, settled;
server.on('connection', (socket) => { open++; socket.on('close', () => { if (--open === 0) setImmediate(settled); }); });
// What came back, and what the server saw until its half of the connection was closed.
async function ask(port, bytes) {
  seen = [];
  const closed = new Promise((resolve) => { settled = resolve; });
  const answer = await send(port, bytes, { quiet: 100 });
  await closed;
  return `${answer.match(/HTTP\/1\.1 \d+|<.*>$/g).map((x) => x.replace('HTTP/1.1 ', '')).join(' ')} ${short(JSON.stringify(seen))}`;
}
const short = (text) => JSON.stringify(text.length > 170 ? `${text.slice(0, 120)} … ${text.length}` : text);
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  let count = 0;
  for (const [name, requests] of Object.entries(groups)) {
    console.log(`=== ${name}`);
    for (const bytes of requests) {
      count++;
      const half = bytes.length >> 1;
      const whole = await ask(port, bytes + LAST), halves = await ask(port, [bytes.slice(0, half), bytes.slice(half) + LAST]);
      console.log(`${short(bytes)}\n    ${whole}`);
      if (halves !== whole) console.log(`    in halves ${halves}`);
      if (!/ 200 OK.*\/good<end>$/s.test(await send(port, `GET /good HTTP/1.1\r\n${H}Connection: close\r\n\r\n`))) console.log('    the server does not go on');
    }
  }
  console.log(count, 'requests');
  server.close();
});
