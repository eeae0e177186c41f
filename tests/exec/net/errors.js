// Errors with their facts: refused connections, ports in use, wrong arguments, writing after the end.
const net = require('net');
const log = (...a) => console.log(...a);
const facts = (e) => [e.name, e.message, Object.entries(e)];
const attempt = (f) => { try { f(); log('no error'); } catch (e) { log(e.name, e.code, e.message); } };

for (const args of [[], [-1], [70000], [null], [{}], [{ port: 'a' }], [{ path: 5 }], [{ port: 1, host: 5 }], [true], [{ port: 1, localPort: 'x' }],
  [{ port: 1, localAddress: 'q' }], [{ port: 1, lookup: 3, host: 'x' }], [{ port: 1, autoSelectFamily: 1 }], [{ port: 1, autoSelectFamilyAttemptTimeout: 'x' }], [{ fd: -1 }]])
  attempt(() => net.connect(...args));
for (const args of [[-1], [70000], [{}], [{ port: 'a' }], [{ path: 5 }], [{ port: 1.5 }], [true], [{ fd: -1 }]]) attempt(() => net.createServer().listen(...args));
for (const args of [[5], ['x'], [null, 5], [{ keepAliveInitialDelay: 'x' }], [{ highWaterMark: 'x' }]]) attempt(() => net.createServer(...args));
for (const options of [{ objectMode: true }, { readableObjectMode: true }, { writableObjectMode: 1 }, { keepAliveInitialDelay: 'a' }]) attempt(() => new net.Socket(options));
attempt(() => new net.Socket().setTimeout('x'));
attempt(() => new net.Socket().setTimeout(-1));
attempt(() => new net.Socket().setTimeout(Infinity));
attempt(() => new net.Socket().setTimeout(5, 5));
attempt(() => new net.Socket().write(5));
attempt(() => new net.Socket().write(null));

async function main() {
  const once = (emitter, event) => new Promise((resolve) => emitter.once(event, (...a) => resolve(a)));
  const server = net.createServer(() => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  attempt(() => server.listen(0));
  const { port } = server.address();
  const second = net.createServer().listen(port, '127.0.0.1');
  const [inUse] = await once(second, 'error');
  log(facts(inUse).flat(9).map((x) => (x === port ? 'PORT' : String(x).replace(port, 'PORT'))));
  log('listening', second.listening, second.address());
  second.close((e) => log('close of what does not run', e.code, e.message));
  await once(second, 'close');
  await new Promise((resolve) => server.close(resolve));

  const client = net.connect({ port, host: '127.0.0.1' });
  client.on('close', (failed) => log('close', failed));
  const [refused] = await once(client, 'error');
  log(facts(refused).flat(9).map((x) => (x === port ? 'PORT' : String(x).replace(port, 'PORT'))), client.destroyed, client.connecting);
  await once(client, 'close');

  const byPath = net.connect('/nonexistent/socket');
  log(facts((await once(byPath, 'error'))[0]));
  log(facts((await once(net.createServer().listen('/nonexistent/folder/socket'), 'error'))[0]));
  log(facts((await once(net.connect({ port: 9, host: 'name.invalid', lookup: (h, o, cb) => cb(new Error('lookup: ' + h)) }), 'error'))[0]));
  log(facts((await once(net.connect({ port: 9, host: 'name.invalid', autoSelectFamily: false, lookup: (h, o, cb) => cb(null, 'bad', 4) }), 'error'))[0]));
  log(facts((await once(net.connect({ port: 9, host: 'name.invalid', autoSelectFamily: false, lookup: (h, o, cb) => cb(null, '127.0.0.1', 7) }), 'error'))[0]));

  // Writing to what has been closed.
  const closed = new net.Socket();
  closed.destroy();
  closed.on('error', (e) => log('error', e.code));
  closed.write('x', (e) => log('write', e.code, e.message));
  await once(closed, 'close');
  log(closed.destroyed, closed.readyState, closed.writable);

  const early = net.connect(1, '127.0.0.1');
  early.on('error', (e) => log('early error', e.code));
  early.write('x', (e) => log('early write', e.code, e.message));
  early.destroy();
  await once(early, 'close');
}
main();
