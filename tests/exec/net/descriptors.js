// No file descriptors left: what cannot be opened says EMFILE; clients that come then are accepted and closed at once, and the server goes
// on when there is room again.
const fs = require('fs');
const net = require('net');
const http = require('http');
const dns = require('dns');
const { spawn, spawnSync } = require('child_process');
const { setTimeout: sleep } = require('timers/promises');
const log = (...a) => console.log(...a);
const facts = (e) => (e ? [e.name, e.code, e.errno, e.syscall, e.path, e.message] : e);
const held = [];
// All that is left but `free`.
function exhaust(free) {
  try { for (;;) held.push(fs.openSync('/dev/null')); } catch (e) { if (e.code !== 'EMFILE') throw e; }
  for (let i = 0; i < free; i++) fs.closeSync(held.pop());
}
function release() { while (held.length) fs.closeSync(held.pop()); }
const come = (port) => new Promise((resolve) => {
  let text = '';
  const socket = net.connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'));
  socket.setEncoding('latin1').on('data', (d) => { text += d; }).on('error', (e) => { text += e.code === 'ECONNRESET' || e.code === 'EPIPE' ? '' : e.code; }).on('close', () => resolve(text.split('\r\n')[0]));
});
(async () => {
  // What is loaded at its first use is loaded now.
  await new Promise((r) => spawn('true').on('exit', r)); spawnSync('true'); await fs.promises.readFile(__filename).catch(() => {}); await new Promise((r) => dns.lookup('localhost', r));
  const server = http.createServer((req, res) => res.end('served'));
  server.on('error', (e) => log('server error', facts(e)));
  await new Promise((r) => server.listen(0, '127.0.0.1', r));
  const { port } = server.address();
  log('before', await come(port));

  exhaust(0);
  for (const [name, call] of Object.entries({
    openSync: () => fs.openSync('/dev/null'), readFileSync: () => fs.readFileSync('/dev/null'), writeFileSync: () => fs.writeFileSync('/dev/null', 'x'), readdirSync: () => fs.readdirSync('/'), opendirSync: () => fs.opendirSync('/'), mkdtempSync: () => fs.rmdirSync(fs.mkdtempSync('/tmp/kiln-')),
    existsSync: () => fs.existsSync('/dev/null'), statSync: () => fs.statSync('/dev/null').isFile(), copyFileSync: () => fs.copyFileSync('/dev/null', '/tmp/kiln-none'), appendFileSync: () => fs.appendFileSync('/dev/null', 'x'),
  })) { try { log(name, call()); } catch (e) { log(name, facts(e)); } }
  log('open', await new Promise((r) => fs.open('/dev/null', (e) => r(facts(e)))));
  log('readFile', await new Promise((r) => fs.readFile('/dev/null', (e) => r(facts(e)))));
  log('promises.open', await fs.promises.open('/dev/null').catch(facts));
  log('promises.readFile', await fs.promises.readFile('/dev/null').catch(facts));
  log('createReadStream', await new Promise((r) => fs.createReadStream('/dev/null').on('error', (e) => r(facts(e)))));
  log('createWriteStream', await new Promise((r) => fs.createWriteStream('/dev/null').on('error', (e) => r(facts(e)))));
  log('connect', await new Promise((r) => net.connect(port, '127.0.0.1').on('error', (e) => r(facts(e).slice(0, 4)))));
  log('http.get', await new Promise((r) => http.get({ port, host: '127.0.0.1', agent: false }).on('error', (e) => r(facts(e).slice(0, 4)))));
  log('listen', await new Promise((r) => net.createServer().on('error', (e) => r(facts(e).slice(0, 4))).listen(0, '127.0.0.1')));
  log('spawn', await new Promise((r) => { try { spawn('true').on('error', (e) => r(facts(e))); } catch (e) { r(['thrown', ...facts(e)]); } }));
  { const done = spawnSync('true'); log('spawnSync', facts(done.error), done.status, done.pid); }

  // One descriptor for the client, none for the server's half of it.
  release();
  for (let i = 0; i < 5; i++) { exhaust(1); log('refused', JSON.stringify(await come(port))); release(); }
  exhaust(1);
  const kept = await new Promise((resolve) => { const socket = net.connect(port, '127.0.0.1', () => resolve(socket)); socket.on('error', () => {}); });
  await sleep(20);
  release();
  log('after', await come(port), await new Promise((r) => fs.readFile('/dev/null', (e, data) => r(data.length))));
  kept.destroy();
  log('many', (await Promise.all(Array.from({ length: 20 }, () => come(port)))).every((x) => x === 'HTTP/1.1 200 OK'));

  // More clients than there is room for: each is served or closed, none is left waiting.
  exhaust(22);
  const crowd = await Promise.all(Array.from({ length: 20 }, () => come(port)));
  log('crowd', crowd.every((x) => x === 'HTTP/1.1 200 OK' || x === ''));
  release();
  log('at last', await come(port));
  server.close();
})();
