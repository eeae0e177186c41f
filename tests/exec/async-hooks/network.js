// Contexts flow through sockets, HTTP requests, dns.
const { AsyncLocalStorage } = require('async_hooks');
const net = require('net');
const http = require('http');
const dns = require('dns');
const als = new AsyncLocalStorage();
const steps = [];
const show = (label) => steps.push(`${label} ${als.getStore()}`);

function sockets(done) {
  const server = als.run('server', () => net.createServer((socket) => {
    show('connection');
    als.run('handler', () => socket.on('data', () => { show('server data'); socket.end('answer'); }));
    socket.on('close', () => show('server socket close'));
  }));
  als.run('listen', () => server.listen(0, '127.0.0.1', () => {
    show('listening');
    als.run('client', () => {
      const client = net.connect(server.address().port, '127.0.0.1', () => { show('connected'); client.write('question', () => show('written')); });
      client.on('data', () => show('client data'));
      client.on('close', () => { show('client close'); server.close(() => { show('server closed'); done(); }); });
    });
  }));
}

function requests(done) {
  let count = 0;
  const server = als.run('http server', () => http.createServer((request, response) => {
    show('request');
    als.run(`request ${++count}`, async () => {
      let body = '';
      for await (const part of request) body += part;
      show('body');
      await new Promise((resolve) => setTimeout(resolve, 1));
      show('before end');
      response.end(body.toUpperCase());
    });
  }));
  server.listen(0, '127.0.0.1', () => {
    const post = (text, next) => als.run(`client ${text}`, () => {
      const request = http.request({ port: server.address().port, host: '127.0.0.1', method: 'POST' }, (response) => {
        show(`response to ${text}`);
        response.setEncoding('utf8').on('data', (data) => show(`data ${data}`)).on('end', () => { show(`end of ${text}`); next(); });
      });
      request.end(text);
    });
    post('one', () => post('two', () => server.close(done)));
  });
}

sockets(() => requests(() => als.run('dns', () => dns.lookup('localhost', { family: 4 }, () => {
  show('lookup');
  for (const step of steps.sort()) console.log(step);
}))));
