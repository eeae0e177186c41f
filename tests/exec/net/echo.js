// A server and a client in one process: order of events, half-open ends, counters, names.
const net = require('net');
const log = (...a) => console.log(...a);
const server = net.createServer((socket) => {
  log('connection', socket.remoteFamily, socket.localAddress === socket.remoteAddress, socket.readyState, socket.server === server);
  socket.setEncoding('utf8');
  socket.on('data', (text) => { log('server data', text); socket.write(text.toUpperCase()); });
  socket.on('end', () => log('server end', socket.readyState));
  socket.on('finish', () => log('server finish'));
  socket.on('close', (failed) => {
    log('server close', failed, socket.bytesRead, socket.bytesWritten, socket.destroyed);
    server.close(() => log('closed', server.listening, server.address()));
  });
});
server.on('close', () => log('server is closed'));
server.listen(0, '127.0.0.1', () => {
  const { port, address, family } = server.address();
  log('listening', address, family, typeof port, server.listening);
  const client = net.connect(port, '127.0.0.1', () => {
    log('connected', client.remotePort === port, client.remoteAddress, client.remoteFamily, client.localFamily, client.readyState, client.pending);
    client.write('hello ');
    client.write(Buffer.from('world'), () => log('written'));
    client.end('!');
  });
  log('connecting', client.connecting, client.pending, client.readyState, client.address());
  for (const event of ['lookup', 'connect', 'ready', 'end', 'finish', 'drain', 'timeout']) client.on(event, (...a) => log('client', event, ...a));
  let text = '';
  client.on('data', (chunk) => { text += chunk; });
  client.on('close', (failed) => log('client close', failed, text, client.bytesRead, client.bytesWritten, client.readyState));
});
