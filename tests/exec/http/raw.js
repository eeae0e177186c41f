// What goes over the wire: framing, keep-alive, pipelining, HTTP/1.0, HEAD, Expect, the order of responses.
const http = require('http');
const { send } = require('./lib/raw');
const server = http.createServer((req, res) => {
  const parts = [];
  req.on('data', (d) => parts.push(d));
  req.on('end', () => {
    const body = Buffer.concat(parts).toString('latin1');
    const answer = { '/chunks': () => { res.write('one'); res.write('two'); res.end('three'); },
      '/empty': () => res.end(), '/204': () => { res.statusCode = 204; res.end(); }, '/304': () => { res.writeHead(304); res.end('ignored'); },
      '/length': () => { res.setHeader('Content-Length', 5); res.write('ab'); res.end('cde'); },
      '/slow': () => setTimeout(() => res.end('slow'), 50),
      '/close': () => { res.setHeader('Connection', 'close'); res.end('bye'); },
      '/trailers': () => { res.writeHead(200, { Trailer: 'X-T' }); res.write('x'); res.addTrailers({ 'X-T': 'value' }); res.end(); },
      '/array': () => { res.writeHead(200, 'Fine', ['A', '1', 'a', '2', 'Set-Cookie', ['x', 'y']]); res.end(); },
      '/cookies': () => { res.setHeader('Set-Cookie', ['a=b', 'c=d']); res.end(Buffer.from('buffer')); },
      '/nodate': () => { res.sendDate = false; res.end('x'); }, '/removed': () => { for (const n of ['Date', 'Connection', 'Content-Length', 'Transfer-Encoding']) res.removeHeader(n); res.end('x'); },
      '/utf8': () => res.end('héé'), '/latin1': () => res.end('hé', 'latin1'), '/base64': () => res.end('aGk=', 'base64'),
      '/flush': () => { res.flushHeaders(); res.end('late'); }, '/cork': () => { res.cork(); res.write('a'); res.write('b'); res.uncork(); res.end(); },
      '/early': () => { res.writeEarlyHints({ link: '</s.css>; rel=preload' }); res.writeProcessing(); res.end('x'); },
    }[req.url] ?? (() => res.end(`${req.method} ${req.url} ${JSON.stringify(req.headers)} ${JSON.stringify(body)} ${JSON.stringify(req.trailers)}`));
    answer();
  });
});
const H = 'Host: x\r\n';
const cases = [
  ...['/chunks', '/empty', '/204', '/304', '/length', '/close', '/trailers', '/array', '/cookies', '/nodate', '/removed', '/utf8', '/latin1', '/base64', '/flush', '/cork', '/early'].map((p) => `GET ${p} HTTP/1.1\r\n${H}\r\n`),
  ...['/chunks', '/empty', '/length', '/utf8'].map((p) => `HEAD ${p} HTTP/1.1\r\n${H}\r\n`),
  ...['/chunks', '/utf8', '/length'].map((p) => `GET ${p} HTTP/1.0\r\n\r\n`),
  `GET /utf8 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n`, `GET /chunks HTTP/1.0\r\nConnection: keep-alive\r\n\r\n`, `GET /chunks HTTP/1.0\r\nTE: chunked\r\nConnection: keep-alive\r\n\r\n`,
  `POST /body HTTP/1.1\r\n${H}Content-Length: 5\r\n\r\nhello`,
  `POST /body HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;x=y\r\nabc\r\n0\r\nT: v\r\n\r\n`,
  `GET /1 HTTP/1.1\r\n${H}\r\nGET /slow HTTP/1.1\r\n${H}\r\nGET /3 HTTP/1.1\r\n${H}\r\n`,
  `GET /slow HTTP/1.1\r\n${H}\r\nPOST /2 HTTP/1.1\r\n${H}Content-Length: 2\r\n\r\nhiGET /close HTTP/1.1\r\n${H}\r\nGET /never HTTP/1.1\r\n${H}\r\n`,
  `GET /x HTTP/1.1\r\n${H}Connection: close\r\n\r\n`, `GET /x HTTP/1.1\r\n\r\n`, `GET /x HTTP/1.1\r\nHost: \r\n\r\n`,
  `POST /x HTTP/1.1\r\n${H}Expect: 100-continue\r\nContent-Length: 2\r\n\r\nok`, `POST /x HTTP/1.1\r\n${H}Expect: something\r\nContent-Length: 2\r\n\r\nok`,
  `GET /x HTTP/1.1\r\n${H}Cookie: a\r\nCookie: b\r\nX: 1\r\nx: 2\r\nContent-Type: t\r\ncontent-type: u\r\nSet-Cookie: s\r\nAge: 1\r\nAge: 2\r\nACCEPT: *\r\n\r\n`,
  `\r\n\r\nGET /x HTTP/1.1\r\n${H}\r\n`, `OPTIONS * HTTP/1.1\r\n${H}\r\n`, `GET http://a/b HTTP/1.1\r\n${H}\r\n`, `QUERY /q HTTP/1.1\r\n${H}\r\n`,
  `GET /x HTTP/1.1\r\n${H}Upgrade: x\r\nConnection: upgrade\r\n\r\n`,
];
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  for (const bytes of cases) console.log(JSON.stringify(bytes.slice(0, 90)) + '\n' + JSON.stringify(await send(port, bytes, { quiet: 250 })));
  console.log(JSON.stringify(await send(port, ['GET /a HT', 'TP/1.1\r\nHo', 'st: x\r', '\n\r\n'], { quiet: 250 })));
  console.log(JSON.stringify(await send(port, ['POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n', 'abc', 'def'], { quiet: 250 })));
  console.log(JSON.stringify(await send(port, `GET /slow HTTP/1.1\r\n${H}\r\n`, { end: true })));
  server.close();
});
