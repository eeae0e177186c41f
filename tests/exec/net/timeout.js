// Idle timeouts: started anew by traffic, taken back by 0, not keeping the program alive.
const net = require('net');
const log = (...a) => console.log(...a);
const server = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.write('a');
  setTimeout(() => socket.write('b'), 500);
});
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  const began = Date.now();
  log(client.timeout, client.setTimeout(1000, () => {
    log('timeout', Date.now() - began >= 1490, client.destroyed);
    const other = () => log('never');
    client.setTimeout(50, other);
    client.setTimeout(0, other);
    log(client.timeout, client.listenerCount('timeout'));
    client.destroy();
  }) === client, client.timeout);
  client.on('data', (d) => log('data', String(d)));
  client.on('close', (failed) => { log('close', failed); server.close(); });
});
// Nobody waits for this one.
new net.Socket().setTimeout(100000);
