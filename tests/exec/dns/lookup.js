// dns.lookup with callbacks and promises: addresses, options, what is refused.
const dns = require('dns');
const log = (...a) => console.log(...a);
const attempt = (f) => { try { f(); log('no error'); } catch (e) { log(e.name, e.code, e.message); } };
for (const args of [[5], ['x'], ['x', 5], ['x', 'y', () => {}], ['x', {}, 5], ['x', { family: 5 }, () => {}], ['x', { hints: 'a' }, () => {}], ['x', { hints: 1 << 20 }, () => {}], ['x', { all: 1 }, () => {}], ['x', { verbatim: 1 }, () => {}], [{}, () => {}]])
  attempt(() => dns.lookup(...args));
for (const args of [['x', 80, () => {}], ['127.0.0.1'], ['127.0.0.1', 70000, () => {}], ['127.0.0.1', 80, 5]]) attempt(() => dns.lookupService(...args));
attempt(() => dns.setDefaultResultOrder('x'));
log(dns.getDefaultResultOrder(), dns.ADDRCONFIG, dns.NOTFOUND, dns.promises === require('dns/promises'));
dns.lookup('127.0.0.1', (...a) => log('callback', ...a));
log('later');
dns.lookup('::1', { all: true }, (...a) => log('all', ...a));
dns.lookup('', (...a) => log('empty', ...a));
// One after the other: which of two look-ups on the pool's threads ends first is nobody's promise.
dns.lookup('localhost', 4, async (...a) => {
  log('localhost', ...a);
  log(await dns.promises.lookup('::1'), await dns.promises.lookup('127.0.0.1', { all: true }), await require('util').promisify(dns.lookup)('localhost', { family: 4 }));
  try {
    dns.promises.lookup('x', { family: 7 }).catch((e) => log(e.code));
  } catch (e) {
    log(e.code, e.message);
  }
});
