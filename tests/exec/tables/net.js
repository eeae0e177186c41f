const net = require('net');
const { check, table, done, described } = require('./lib/table');
const addresses = ['127.0.0.1', '::1', '::', '0.0.0.0', '255.255.255.255', '256.1.1.1', '1.2.3', '1.2.3.4.5', '01.2.3.4', '::ffff:1.2.3.4', 'fe80::1%eth0', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8:9', '1::2::3', 'g::1', '', ' 1.1.1.1', '1.1.1.1\n', null, undefined, 5, {}, ['127.0.0.1']];
table('net', net, ['isIP', 'isIPv4', 'isIPv6'], addresses.map((a) => [a]));
check('keys', () => Object.keys(net).sort());
check('autoSelectFamily', () => [net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout()]);
for (const v of [undefined, null, 5, 'x']) check(`setDefaultAutoSelectFamily(${v})`, () => net.setDefaultAutoSelectFamily(v));
for (const v of [undefined, 'x', 0, -1, 1.5]) check(`setDefaultAutoSelectFamilyAttemptTimeout(${v})`, () => net.setDefaultAutoSelectFamilyAttemptTimeout(v));
const { BlockList, SocketAddress } = net;
check('BlockList', () => { const b = new BlockList(); b.addAddress('1.1.1.1'); b.addRange('10.0.0.1', '10.0.0.9'); b.addSubnet('192.168.0.0', 16); b.addAddress('::1', 'ipv6'); return [b.check('1.1.1.1'), b.check('1.1.1.2'), b.check('10.0.0.5'), b.check('10.0.0.10'), b.check('192.168.4.4'), b.check('::1', 'ipv6'), b.check('::2', 'ipv6'), b.check('::ffff:1.1.1.1', 'ipv6'), b.rules]; });
for (const [n, f] of Object.entries({ addAddress: (b) => b.addAddress(5), family: (b) => b.addAddress('1.1.1.1', 'x'), invalid: (b) => b.addAddress('1.1.1'), range: (b) => b.addRange('1.1.1.9', '1.1.1.1'), prefix: (b) => b.addSubnet('1.1.1.1', 33), prefix6: (b) => b.addSubnet('::', 129, 'ipv6'), prefixType: (b) => b.addSubnet('1.1.1.1', 'x'), check: (b) => b.check(5), checkBad: (b) => b.check('nope') })) check(`BlockList ${n}`, () => f(new BlockList()));
for (const o of [undefined, {}, { address: '1.2.3.4' }, { address: '1.2.3.4', port: 80 }, { family: 'ipv6' }, { address: '::1', family: 'ipv6', flowlabel: 5 }, { port: -1 }, { port: 65536 }, { port: 'x' }, { family: 'x' }, { address: 'nope' }, { address: 5 }, { flowlabel: -1 }, 5]) check(`SocketAddress(${JSON.stringify(o)})`, () => { const s = new SocketAddress(o); return [s.address, s.port, s.family, s.flowlabel]; });
for (const args of [[], [null], [{}], [-1], [65536], ['x'], [{ port: -1 }], [{ port: 'x' }], [{ host: 'a' }], [{ port: 1, host: 5 }], [{ port: 80, localAddress: 'x' }], [{ port: 80, localPort: 'x' }], [{ port: 80, lookup: 5 }], [{ port: true }], [{ port: 80, hints: 5000 }]]) check(`connect(${JSON.stringify(args).slice(1, -1)})`, () => { const s = new net.Socket(); s.on('error', () => {}); try { s.connect(...args); return 'connecting'; } finally { s.destroy(); } });
for (const args of [[-1], [65536], ['9'.repeat(6)], [{}], [{ port: -1 }], [{ port: 'x' }], [{ host: 'x' }], [{ fd: 'x' }], [{ port: 1.5 }], [NaN], [true], [{ signal: 5, port: 0 }]]) check(`listen(${JSON.stringify(args).slice(1, -1)})`, () => { const s = net.createServer(); s.on('error', () => {}); try { s.listen(...args); return 'listening'; } finally { s.close(); } });
for (const a of [['x'], [5], [null, 5]]) check(`createServer(${JSON.stringify(a)})`, () => typeof net.createServer(...a).listen);
const s = new net.Socket();
check('socket', () => [s.connecting, s.pending, s.readyState, s.bytesRead, s.bytesWritten, s.remoteAddress, s.remotePort, s.localPort, s.address(), s.timeout, s.destroyed, s.allowHalfOpen, s.readable, s.writable]);
for (const v of [-1, 'x', NaN, Infinity, null, undefined]) check(`setTimeout(${v})`, () => s.setTimeout(v) === s);
check('setTimeout callback', () => s.setTimeout(5, 5)); check('setNoDelay', () => s.setNoDelay() === s); check('setKeepAlive', () => s.setKeepAlive(true, 5) === s); check('ref', () => s.ref() === s && s.unref() === s);
for (const o of [{ fd: -1 }, { fd: 'x' }, { objectMode: true }, { readableObjectMode: true }]) check(`Socket(${JSON.stringify(o)})`, () => typeof new net.Socket(o));
const server = net.createServer((c) => c.end('bye'));
check('server', () => [server.listening, server.address(), server.maxConnections, server.close === net.Server.prototype.close]);
server.close((e) => {
  check('close not running', () => { throw e; });
  server.listen(0, '127.0.0.1', () => {
    check('listening', () => [server.listening, server.address().family, server.address().address]);
    check('listen twice', () => server.listen(0));
    server.getConnections((err, n) => check('getConnections', () => [err, n]));
    const c = net.connect(server.address().port, '127.0.0.1');
    const log = [];
    for (const e of ['connect', 'ready', 'end', 'close', 'lookup']) c.on(e, (...a) => log.push([e, ...a]));
    c.setEncoding('utf8').on('data', (d) => log.push(d)).on('close', () => server.close(() => {
      check('client', () => [log, c.bytesRead, c.destroyed, c.readyState]);
      const none = net.connect(1, '127.0.0.1').on('error', (err) => { check('refused', () => { throw err; }); check('refused facts', () => [err.errno, err.syscall, err.address, err.port, none.destroyed]); done(); });
    }));
  });
});
