// A net.Socket over any duplex stream, whose class programs get from the handle of a TLSSocket over one, as http2-wrapper does.
const tls = require('tls');
const net = require('net');
const { Duplex, PassThrough } = require('stream');

const below = new tls.TLSSocket(new PassThrough())._handle._parentWrap;
const JSStreamSocket = below.constructor;
console.log(below instanceof net.Socket, JSStreamSocket.name, JSStreamSocket.length, JSStreamSocket.StreamWrap === JSStreamSocket, Object.getPrototypeOf(JSStreamSocket) === net.Socket);

const duplex = new Duplex({
  read() {},
  write(chunk, encoding, done) { console.log('written', String(chunk)); done(); },
  final(done) { console.log('final'); done(); },
});
const socket = new JSStreamSocket(duplex);
console.log(socket.stream === duplex, socket.readyState, socket.connecting, socket.pending, socket.remoteAddress);
socket._handle.getpeername = (out) => { out.address = '10.0.0.1'; out.port = 80; out.family = undefined; };
console.log(socket.remoteAddress, socket.remotePort, socket.remoteFamily);
socket.on('data', (chunk) => console.log('data', String(chunk)));
for (const event of ['end', 'finish', 'error', 'close']) socket.on(event, (value) => console.log(event, value?.message ?? value));
duplex.push('incoming');
setTimeout(() => {
  duplex.push(null);
  socket.end('bye', () => console.log('ended', socket.bytesRead, socket.bytesWritten));
}, 5);
socket.on('close', () => {
  const failing = new Duplex({ read() {}, write(chunk, encoding, done) { done(); } });
  const over = new JSStreamSocket(failing);
  over.on('error', (error) => console.log('error', error.message));
  over.on('close', (had) => console.log('closed', had));
  failing.destroy(new Error('from below'));
});
