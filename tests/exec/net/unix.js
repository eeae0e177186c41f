// Unix sockets: the address is a path; strings in several encodings, cork, many writes in one.
const net = require('net');
const fs = require('fs');
const os = require('os');
const path = require('path');
const log = (...a) => console.log(...a);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sockets-'));
const file = path.join(folder, 's');
const server = net.createServer((socket) => {
  log('names', socket.remoteAddress, socket.localAddress, socket.address());
  const parts = [];
  socket.on('data', (d) => parts.push(d));
  socket.on('end', () => { log(Buffer.concat(parts).toString('latin1')); socket.end(); });
});
server.listen({ path: file, readableAll: true, writableAll: true }, () => {
  log(server.address() === file, (fs.statSync(file).mode & 0o777).toString(8));
  const client = net.createConnection({ path: file }, () => {
    client.cork();
    client.write('66f8', 'hex');
    client.write('é', 'latin1');
    client.write('Zm9v', 'base64');
    client.write(new Uint8Array([33, 34]));
    client.uncork();
    client.end('€', 'utf8', () => log('ended'));
  });
  client.on('close', () => {
    log(client.bytesWritten);
    server.close(() => { log(fs.existsSync(file)); fs.rmSync(folder, { recursive: true }); });
  });
  client.resume();
});
