// Back-pressure both ways: a large transfer through a slow reader, write() and 'drain', pause and resume.
const net = require('net');
const log = (...a) => console.log(...a);
const size = 3_000_000;
const server = net.createServer((socket) => {
  let got = 0, sum = 0, pauses = 0;
  socket.on('data', (chunk) => {
    got += chunk.length;
    for (let i = 0; i < chunk.length; i += 4096) sum = (sum * 31 + chunk[i]) | 0;
    if (pauses < 5) { pauses++; socket.pause(); setTimeout(() => socket.resume(), 5); }
  });
  socket.on('end', () => { log('got', got, pauses); socket.end(String(got)); });
});
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  let sent = 0, full = 0, drains = 0;
  const block = Buffer.alloc(50000, 'abc');
  const more = () => {
    while (sent < size) {
      sent += block.length;
      if (!client.write(block)) { full++; return; }
    }
    client.end();
  };
  client.on('drain', () => { drains++; more(); });
  client.on('connect', more);
  client.on('data', (d) => log('answer', String(d)));
  client.on('close', () => { log('sent', client.bytesWritten, full > 0, drains === full, client.writableLength); server.close(); });
});
