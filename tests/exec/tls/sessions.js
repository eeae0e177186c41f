// Sessions: resumed with tickets and without, events on both sides, keys of tickets, keylog.
const tls = require('tls');
const keys = require('./lib/keys');
const log = (...a) => console.log(...a);
const good = { key: keys.serverKey, cert: keys.serverCert };
const connect = (port, options, wait = false) => new Promise((resolve) => {
  const c = tls.connect({ port, host: '127.0.0.1', ca: keys.ca, servername: 'localhost', ...options });
  let session;
  c.on('secureConnect', () => log('  client', c.getProtocol(), 'reused', c.isSessionReused(), c.authorized, 'ticket', c.getTLSTicket() !== undefined));
  c.on('session', (s) => { session = s; log('  session', Buffer.isBuffer(s)); });
  c.on('error', (e) => log('  error', e.code)).on('close', () => resolve(session)).resume();
});
const serve = (options, prepare = () => {}) => new Promise((resolve) => {
  const s = tls.createServer({ ...good, ...options }, (c) => { log('  server reused', c.isSessionReused()); c.end('x'); });
  s.on('tlsClientError', (e) => log('  tlsClientError', e.code));
  prepare(s); s.listen(0, '127.0.0.1', () => resolve(s));
});
const close = (s) => new Promise((r) => s.close(r));
(async () => {
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3']) {
    log(maxVersion);
    const s = await serve({ maxVersion }); const { port } = s.address();
    const session = await connect(port); await connect(port, { session }); await connect(port, { session: Buffer.from('garbage') });
    await close(s);
  }
  log('new server'); {
    const ticketKeys = Buffer.alloc(48, 9);
    const a = await serve({ ticketKeys }); const session = await connect(a.address().port); await close(a);
    const b = await serve({ ticketKeys, sessionIdContext: a.sessionIdContext }); await connect(b.address().port, { session }); log(b.getTicketKeys().equals(ticketKeys));
    b.setTicketKeys(Buffer.alloc(48, 1)); await connect(b.address().port, { session }); await close(b);
  }
  log('stored'); {
    const store = new Map();
    const s = await serve({ maxVersion: 'TLSv1.2', secureOptions: require('constants').SSL_OP_NO_TICKET }, (s) => {
      s.on('newSession', (id, data, done) => { log('  newSession', id.length, data.length > 0); store.set(id.toString('hex'), data); setTimeout(done, 5); });
      s.on('resumeSession', (id, done) => { log('  resumeSession', store.has(id.toString('hex'))); setTimeout(() => done(null, store.get(id.toString('hex')) || null), 5); });
    });
    const { port } = s.address();
    const session = await connect(port); await connect(port, { session }); store.clear(); await connect(port, { session });
    s.removeAllListeners('resumeSession'); s.on('resumeSession', (id, done) => done(new Error('no'))); await connect(port, { session });
    await close(s);
  }
  log('keylog'); {
    const s = await serve({}, (s) => s.on('keylog', (line, c) => log('  server', String(line).split(' ')[0], c instanceof tls.TLSSocket)));
    await new Promise((r) => { const c = tls.connect({ port: s.address().port, host: '127.0.0.1', rejectUnauthorized: false }).resume(); c.on('keylog', (line) => log('  client', String(line).split(' ')[0])).on('close', r); });
    await close(s);
  }
})();
