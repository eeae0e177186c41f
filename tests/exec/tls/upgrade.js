// TLS over what is there already: a socket after STARTTLS, either side; other duplex streams; TLS within TLS; a socket that still connects.
const tls = require('tls');
const net = require('net');
const { Duplex } = require('stream');
const keys = require('./lib/keys');
const log = (...a) => console.log(...a);
const good = { key: keys.serverKey, cert: keys.serverCert };
const trust = { ca: keys.ca, servername: 'localhost' };
const starttls = () => new Promise((resolve) => {
  const server = net.createServer((raw) => {
    raw.write('220 ready\r\n');
    raw.once('data', (d) => {
      log('server', JSON.stringify(String(d)));
      raw.write('220 go on\r\n');
      const s = new tls.TLSSocket(raw, { isServer: true, ...good });
      s.on('secure', () => log('server secure', s.encrypted, s.authorized, s.getProtocol(), s._parent === raw));
      s.on('data', (d) => { log('server data', String(d)); s.end('bye'); });
      s.on('close', (e) => log('server close', e, raw.destroyed));
      raw.on('close', () => log('server raw close'));
    });
  }).listen(0, '127.0.0.1', () => {
    const raw = net.connect(server.address().port, '127.0.0.1');
    raw.setEncoding('utf8');
    raw.once('data', (d) => {
      log('client', JSON.stringify(d)); raw.write('STARTTLS\r\n');
      raw.once('data', (d) => {
        log('client', JSON.stringify(d)); raw.removeAllListeners('data');
        const c = tls.connect({ socket: raw, ...trust }, () => { log('client secure', c.authorized, c.remoteAddress, raw._handle !== null); c.write('secret'); });
        c.on('data', (d) => log('client data', String(d))).on('end', () => log('client end')).on('close', (e) => log('client close', e, raw.destroyed));
        raw.on('close', () => { log('client raw close'); server.close(() => setTimeout(resolve, 20)); });
      });
    });
  });
});
function pair() {
  const make = () => new Duplex({
    read() { if (this.waiting) { const done = this.waiting; this.waiting = null; done(); } },
    write(chunk, encoding, done) { const { other } = this; if (other.push(chunk)) setImmediate(done); else other.waiting = done; },
    final(done) { this.other.push(null); done(); },
  });
  const a = make(), b = make(); a.other = b; b.other = a;
  return [a, b];
}
const duplex = (size) => new Promise((resolve) => {
  const [a, b] = pair();
  const s = new tls.TLSSocket(a, { isServer: true, ...good });
  let got = 0;
  s.on('secure', () => log('duplex server secure'));
  s.on('data', (d) => { got += d.length; }).on('end', () => { log('duplex server end', got); s.end(Buffer.alloc(size, 'y')); });
  const c = tls.connect({ socket: b, ...trust, allowHalfOpen: true }, () => { log('duplex client secure', c.authorized, c.getCipher().version); c.end(Buffer.alloc(size, 'x')); });
  let back = 0;
  c.on('data', (d) => { back += d.length; }).on('end', () => log('duplex client end', back)).on('close', () => { log('duplex closed', b.destroyed); resolve(); });
});
const within = () => new Promise((resolve) => {
  const server = tls.createServer(good, (outer) => {
    const s = new tls.TLSSocket(outer, { isServer: true, key: keys.ecKey, cert: keys.ecCert });
    s.on('data', (d) => { log('inner', String(d)); s.end(`<${d}>`); });
  }).listen(0, '127.0.0.1', () => {
    const outer = tls.connect({ port: server.address().port, host: '127.0.0.1', ...trust }, () => {
      const c = tls.connect({ socket: outer, ca: keys.ca, servername: 'ec.example.org' }, () => { log('within', c.authorized, c.getPeerCertificate().subject.CN); c.write('deep'); });
      c.on('data', (d) => log('back', String(d))).on('close', () => { log('within close', outer.destroyed); server.close(resolve); });
    });
  });
});
const early = () => new Promise((resolve) => {
  const server = tls.createServer(good, (s) => { s.on('data', (d) => s.end(d)); }).listen(0, '127.0.0.1', () => {
    const raw = net.connect(server.address().port, 'localhost');
    const c = tls.connect({ socket: raw, ...trust });
    log('connecting', c.connecting); c.write('before');
    c.on('connect', () => log('connect')).on('secureConnect', () => log('secureConnect', c.authorized)).on('data', (d) => log('data', String(d)));
    c.on('close', () => server.close(resolve));
  });
});
const unconnected = () => new Promise((resolve) => {
  const server = tls.createServer(good, (s) => { s.on('data', (d) => s.end(d)); }).listen(0, '127.0.0.1', () => {
    const raw = new net.Socket();
    const c = tls.connect({ socket: raw, ...trust }, () => { log('unconnected', c.authorized); c.write('x'); });
    c.on('data', (d) => log('data', String(d))).on('close', () => server.close(resolve));
    raw.connect(server.address().port, '127.0.0.1');
  });
});
const broken = () => new Promise((resolve) => {
  const [a, b] = pair();
  const c = tls.connect({ socket: b, ...trust });
  c.on('error', (e) => log('broken', e.code, e.message)).on('close', (e) => { log('broken close', e); resolve(); });
  a.resume(); setImmediate(() => a.push(null) && 0); a.other.push(null);
});
(async () => { await starttls(); await duplex(10); await duplex(300000); await within(); await early(); await unconnected(); await broken(); })();
