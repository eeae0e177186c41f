// Sends bytes to a server and gives what comes back until the connection ends (or is quiet), without dates.
const net = require('net');
exports.send = (port, bytes, { quiet = 0, end = false } = {}) => new Promise((resolve) => {
  let text = '', timer;
  const socket = net.connect(port, '127.0.0.1');
  const parts = Array.isArray(bytes) ? bytes : [bytes];
  const done = (how) => { clearTimeout(timer); socket.destroy(); resolve(text.replace(/Date: [^\r]*/g, 'Date: DATE') + how); };
  socket.setEncoding('latin1');
  socket.on('connect', async () => {
    for (const part of parts) {
      socket.write(Buffer.from(part, 'latin1'));
      if (parts.length > 1) await new Promise((r) => setTimeout(r, 20));
    }
    if (end) socket.end();
    // Until something has come, there is much patience.
    if (quiet && text === '') timer = setTimeout(() => done('<open>'), quiet * 8);
  });
  socket.on('data', (d) => { text += d; if (quiet) { clearTimeout(timer); timer = setTimeout(() => done('<open>'), quiet); } });
  socket.on('end', () => done('<end>'));
  socket.on('error', (e) => done(`<${e.code}>`));
});
