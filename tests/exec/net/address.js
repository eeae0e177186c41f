// isIP, BlockList, SocketAddress.
const net = require('net');
const log = (...a) => console.log(...a);
for (const text of ['127.0.0.1', '1.2.3', '01.2.3.4', '256.1.1.1', '::1', '::', 'fe80::1%eth0', 'fe80::1%', '1::2::3', '::ffff:1.2.3.4', '12345::', '', ' 1.2.3.4', 'x', '::1%a_b', '1.2.3.4%e', 5, null, undefined, {}])
  log(text, net.isIP(text), net.isIPv4(text), net.isIPv6(text));
const attempt = (f) => { try { log(f()); } catch (e) { log(e.name, e.code, e.message); } };
attempt(() => new net.SocketAddress());
attempt(() => new net.SocketAddress({ address: '::1', family: 'IPv6', port: 80, flowlabel: 5 }));
attempt(() => new net.SocketAddress({ address: '0:0:0:0:0:0:0:1', family: 'ipv6' }).toJSON());
attempt(() => new net.SocketAddress({ address: '::1' }));
attempt(() => new net.SocketAddress({ family: 'x' }));
attempt(() => new net.SocketAddress({ port: 70000 }));
attempt(() => new net.SocketAddress(5));
const list = new net.BlockList();
list.addAddress('1.2.3.4');
list.addRange('10.0.0.5', '10.0.0.9');
list.addSubnet('192.168.0.0', 16);
list.addSubnet('2001:db8::', 32, 'ipv6');
list.addAddress(new net.SocketAddress({ address: '::1', family: 'ipv6' }));
log(list.rules, list);
for (const [address, family] of [['1.2.3.4'], ['1.2.3.5'], ['10.0.0.4'], ['10.0.0.5'], ['10.0.0.9'], ['10.0.0.10'], ['192.168.255.1'], ['192.169.0.1'],
  ['2001:db8:1::1', 'ipv6'], ['2001:db9::1', 'ipv6'], ['::1', 'ipv6'], ['::ffff:1.2.3.4', 'ipv6'], ['::1', 'ipv4']]) attempt(() => [address, list.check(address, family)]);
attempt(() => list.addAddress('x'));
attempt(() => list.addRange('10.0.0.9', '10.0.0.5'));
attempt(() => list.addSubnet('1.2.3.4', 33));
attempt(() => list.addAddress(5));
log(net.SocketAddress.isSocketAddress?.({}));
