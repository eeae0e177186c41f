// Heads that writeHead() made before end(): one write, and everything in the order that Node has it.
const http = require('http');
const net = require('net');
const cases = {
  plain: (r) => { r.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 5 }); r.end('hello'); },
  chunked: (r) => { r.writeHead(200, 'Fine', { 'X-A': ['1', '2'] }); r.end('chunked ünï'); },
  buffer: (r) => { r.writeHead(201, ['Content-Length', '3']); r.end(Buffer.from('abc')); },
  latin1: (r) => { r.writeHead(200, { 'Content-Length': 3 }); r.end('ünï', 'latin1'); },
  none: (r) => { r.writeHead(204); r.end(); },
  noneWithBody: (r) => { r.writeHead(304); r.end('dropped'); },
  empty: (r) => { r.writeHead(200, { 'Content-Length': 0 }); r.end(''); },
  flushed: (r) => { r.writeHead(200, { 'Content-Length': 4 }); r.flushHeaders(); r.end('late'); },
  twice: (r) => { r.writeHead(200, { 'Content-Length': 6 }); r.write('one'); r.end('two'); },
  corked: (r) => { r.writeHead(200, { 'Content-Length': 6 }); r.cork(); r.write('one'); r.end('two'); },
  callback: (r) => { r.writeHead(200, { 'Content-Length': 2 }); r.on('finish', () => console.log('finish')); r.on('close', () => console.log('close')); r.on('prefinish', () => console.log('prefinish')); r.end('ok', () => console.log('end callback')); console.log('after end', r.headersSent, r.writableEnded, r.writableFinished); },
  close: (r) => { r.writeHead(200, { Connection: 'close', 'Content-Length': 3 }); r.end('bye'); },
};
const server = http.createServer((request, response) => { response.sendDate = false; cases[request.url.slice(1)](response); });
server.listen(0, '127.0.0.1', async () => {
  for (const method of ['GET', 'HEAD']) {
    for (const name of Object.keys(cases)) {
      await new Promise((done) => {
        const socket = net.connect(server.address().port, '127.0.0.1');
        let text = '';
        socket.on('data', (chunk) => { text += chunk.toString('latin1'); });
        socket.on('close', () => { console.log(method, name, JSON.stringify(text)); done(); });
        socket.write(`${method} /${name} HTTP/1.1\r\nHost: a\r\n\r\n`);
        setTimeout(() => socket.end(), 40);
      });
    }
  }
  server.close();
});
