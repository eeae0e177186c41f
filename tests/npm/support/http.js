// Requests over real sockets to a server of the same process, and their answers printed as they came.
'use strict';
const http = require('http');
const net = require('net');

// Listens on a free port of the loopback; what goes in is a server or a function (request, response).
function listen(handler) {
  const server = typeof handler === 'function' ? http.createServer(handler) : handler;
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

// { status, message, headers: [name, value, …] as they came, body: Buffer }
function request(server, method, path, { headers = {}, body } = {}) {
  const { port } = server.address();
  return new Promise((resolve, reject) => {
    const sent = http.request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => resolve({
        status: response.statusCode, message: response.statusMessage,
        headers: response.rawHeaders, fields: response.headers, body: Buffer.concat(parts),
      }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

// Sends bytes as they are; the answer is all text until the server closes the connection.
function raw(server, text) {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(server.address().port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('latin1');
    socket.on('data', (part) => { answer += part; });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer.replace(/^(Date: ).*$/gim, '$1<date>')));
  });
}

// Dates and ports differ from run to run; everything else has to be exact. Of a body that is no text its length and a sum.
// Of the frames of stack traces those inside of Node are left out, and the length that they make.
function show(title, { status, message, headers, body }) {
  console.log(`--- ${title}\n${status} ${message}`);
  const text = body.toString(), own = text.replace(/(<br> &nbsp; &nbsp;|\n    )at [^\n<]*\(?node:[^\n<]*/g, '');
  const hidden = { date: '<date>', 'content-length': /(<br> &nbsp; &nbsp;|\n    )at /.test(text) ? '<length>' : undefined };
  for (let i = 0; i < headers.length; i += 2) {
    console.log(`${headers[i]}: ${hidden[headers[i].toLowerCase()] ?? headers[i + 1].replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')}`);
  }
  const binary = body.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13);
  console.log(binary ? `\n${body.length} bytes, sum ${body.reduce((sum, byte) => (sum * 31 + byte) % 65521, 7)}` : `\n${own}`);
}

module.exports = { listen, request, raw, show };
