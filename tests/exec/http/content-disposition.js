// What Node makes of characters beyond ASCII in the file name of an answer whose length is known.
const http = require('http');
const net = require('net');
const server = http.createServer((request, response) => {
  response.setHeader('Content-Disposition', 'attachment; filename="näme"');
  response.setHeader('X-Other', 'näme');
  switch (request.url) {
    case '/string': return response.end('text');
    case '/bytes': return response.end(Buffer.from('text'));
    case '/chunked': response.write('x'); return response.end();
    case '/length': response.setHeader('Content-Length', 4); response.write('te'); return response.end('xt');
    case '/head': return response.writeHead(200, { 'Content-Length': 4, 'content-disposition': 'inline; filename=ö' }).end('text');
  }
}).listen(0, async () => {
  for (const path of ['/string', '/bytes', '/chunked', '/length', '/head']) {
    const socket = net.connect(server.address().port);
    let text = '';
    socket.setEncoding('latin1').on('data', (part) => { text += part; });
    socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    await new Promise((done) => socket.on('close', done));
    console.log(path, text.match(/content-disposition: (.*)/i)[1], text.match(/X-Other: (.*)/)?.[1]);
  }
  server.close();
});
