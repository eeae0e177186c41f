// Half-open connections: each side may end by itself; without allowHalfOpen writing after the other's end fails.
const net = require('net');
const log = (...a) => console.log(...a);
function run(allowHalfOpen, then) {
  const server = net.createServer({ allowHalfOpen }, (socket) => {
    socket.resume();
    socket.on('end', () => {
      log('server end', allowHalfOpen, socket.writable);
      setImmediate(() => {
        const more = socket.write('late', (e) => log('late write', e ? [e.code, e.message] : 'done'));
        log('wrote', more);
        socket.end();
      });
    });
    socket.on('error', (e) => log('server error', e.code, e.message));
    socket.on('close', (failed) => { log('server close', failed); server.close(then); });
  });
  server.listen(0, '127.0.0.1', () => {
    const client = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true });
    client.end('first');
    client.on('data', (d) => log('client data', String(d)));
    client.on('end', () => log('client end', client.readyState));
    client.on('close', (failed) => log('client close', failed));
  });
}
run(true, () => run(false, () => log('all done')));
