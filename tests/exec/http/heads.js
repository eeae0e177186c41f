// Heads of responses: fields set one by one, as objects, lists and pairs, with several values, invalid ones; what is said of length and
// connection; trailers; statuses without body. The heads as they arrive, without their dates.
const http = require('http');
const net = require('net');

const cases = {
  plain: (req, res) => { res.setHeader('Content-Type', 'text/plain'); res.end('plain'); },
  empty: (req, res) => res.end(),
  numbers: (req, res) => { res.setHeader('X-Number', 17); res.setHeader('x-float', 1.5); res.setHeader('X-True', true); res.end('numbers'); },
  lists: (req, res) => { res.setHeader('Set-Cookie', ['a=1', 'b=2']); res.setHeader('Cookie', ['a', 'b']); res.setHeader('X-One', ['one']); res.end(); },
  again: (req, res) => { res.setHeader('X-A', '1'); res.setHeader('x-a', '2'); res.setHeader('X-B', '3'); res.removeHeader('x-b'); res.end(); },
  append: (req, res) => { res.appendHeader('X-A', '1'); res.appendHeader('x-a', ['2', '3']); res.end(JSON.stringify(res.getHeaders())); },
  object: (req, res) => { res.writeHead(201, 'Made', { 'X-A': 1, 'X-List': ['x', 'y'], 12: 'index' }); res.end('object'); },
  flat: (req, res) => { res.writeHead(200, ['X-A', '1', 'X-A', '2', 'Content-Length', '4']); res.end('flat'); },
  pairs: (req, res) => { res.writeHead(200, [['X-A', '1'], ['Set-Cookie', ['p', 'q']]]); res.end('pairs'); },
  both: (req, res) => { res.setHeader('X-A', 'set'); res.setHeader('X-B', 'set'); res.writeHead(200, { 'x-a': 'given', 'X-C': 'given' }); res.end(); },
  inherited: (req, res) => { res.writeHead(200, Object.create({ 'X-Inherited': 'no' }, { 'X-Own': { value: 'yes', enumerable: true }, 'X-Hidden': { value: 'no' } })); res.end(); },
  getter: (req, res) => { res.writeHead(200, { get 'X-Got'() { return { toString: () => 'from toString' }; } }); res.end(); },
  unique: (req, res) => { res.setHeader('X-Unique', ['a', 'b']); res.setHeader('x-other', ['a', 'b']); res.end(); },
  latin1: (req, res) => { res.setHeader('X-Latin', 'caf\xe9'); res.end('caf\xe9 \u20ac'); },
  file: (req, res) => { res.writeHead(200, { 'Content-Length': 2, 'Content-Disposition': `attachment; filename="${Buffer.from('\u00e9.txt').toString('latin1')}"` }); res.end('ok'); },
  fileFirst: (req, res) => { res.writeHead(200, { 'Content-Disposition': 'attachment; filename="\xe9.txt"', 'Content-Length': 2 }); res.end('ok'); },
  none: (req, res) => { res.statusCode = 204; res.setHeader('Transfer-Encoding', 'chunked'); res.end(); },
  notModified: (req, res) => { res.writeHead(304, { ETag: '"x"' }); res.end(); },
  chunked: (req, res) => { res.write('one'); res.end('two'); },
  trailers: (req, res) => { res.writeHead(200, { Trailer: 'X-Sum' }); res.write('body'); res.addTrailers({ 'X-Sum': '4' }); res.end(); },
  badTrailer: (req, res) => { try { res.writeHead(200, { Trailer: 'X', 'Content-Length': 2 }); } catch (e) { res.removeHeader('x'); res.end(e.code); } },
  close: (req, res) => { res.setHeader('Connection', 'close'); res.end('close'); },
  closeWord: (req, res) => { res.setHeader('Connection', 'x-close, Upgrade'); res.end('kept?'); },
  keepAlive: (req, res) => { res.setHeader('Keep-Alive', 'timeout=99'); res.end('own'); },
  removed: (req, res) => { for (const name of ['Date', 'Connection', 'Content-Length', 'Transfer-Encoding']) res.removeHeader(name); res.end('bare'); },
  removedLength: (req, res) => { res.removeHeader('Content-Length'); res.end('chunked now'); },
  noDate: (req, res) => { res.sendDate = false; res.end(); },
  message: (req, res) => { res.statusMessage = 'Fine Indeed'; res.end(); },
  unknown: (req, res) => { res.statusCode = 799; res.end(); },
  early: (req, res) => { res.flushHeaders(); res.end('later'); },
  latinBody: (req, res) => res.end('\xe9\xe8', 'latin1'),
  hexBody: (req, res) => res.end('616263', 'hex'),
  bufferBody: (req, res) => { res.setHeader('X-Latin', '\xe9'); res.end(Buffer.from('bytes')); },
};
const errors = {
  name: (res) => res.setHeader('bad name', 'x'),
  emptyName: (res) => res.setHeader('', 'x'),
  numberName: (res) => res.setHeader(5, 'x'),
  undefinedValue: (res) => res.setHeader('X-A', undefined),
  control: (res) => res.setHeader('X-A', 'a\nb'),
  wide: (res) => res.setHeader('X-A', '\u20ac'),
  inList: (res) => res.setHeader('X-A', ['ok', 'a\rb']),
  symbol: (res) => res.setHeader('X-A', Symbol('s')),
  throwing: (res) => res.setHeader('X-A', { toString() { throw new RangeError('mine'); } }),
  headName: (res) => res.writeHead(200, { 'bad:name': 'x' }),
  headValue: (res) => res.writeHead(200, { 'X-A': ['ok', 'a\0b'] }),
  fileWide: (res) => res.writeHead(200, { 'Content-Length': 2, 'Content-Disposition': Buffer.from('\u20ac').toString('latin1') }),
  headUndefined: (res) => res.writeHead(200, ['X-A', undefined]),
  headNumberName: (res) => res.writeHead(200, [7, 'x']),
  odd: (res) => res.writeHead(200, ['X-A']),
  status: (res) => res.writeHead(99),
  statusText: (res) => res.writeHead('abc'),
  reason: (res) => res.writeHead(200, 'a\nb'),
  trailerName: (res) => res.addTrailers({ 'x y': '1' }),
};
const server = http.createServer({ uniqueHeaders: ['x-unique'] }, (req, res) => {
  const name = req.url.slice(1);
  if (cases[name]) {
    cases[name](req, res);
    return;
  }
  try {
    errors[name](res);
    res.end('no error');
  } catch (error) {
    res.statusMessage = 'OK';
    res.end(`${error.name} ${error.code} ${error.message}`);
  }
});
const ask = (port, method, path, version = '1.1') => new Promise((resolve) => {
  let text = '';
  const socket = net.connect(port, '127.0.0.1', () => socket.write(`${method} ${path} HTTP/${version}\r\nHost: x\r\n\r\n`));
  socket.setEncoding('latin1').on('data', (part) => {
    text += part;
    clearTimeout(timer);
    timer = setTimeout(() => { socket.destroy(); resolve(`${text}(open)`); }, 100);
  }).on('end', () => { clearTimeout(timer); resolve(`${text}(closed)`); });
  let timer;
});
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const show = async (label, answer) => console.log(label, JSON.stringify((await answer).replace(/Date: [^\r]*\r\n/, 'Date\r\n')));
  await Promise.all(Object.keys(cases).map(async (name) => [name, ask(port, 'GET', `/${name}`)])).then(async (all) => {
    for (const [name, answer] of all) await show(name, answer);
  });
  for (const name of ['plain', 'chunked', 'none']) await show(`HEAD ${name}`, ask(port, 'HEAD', `/${name}`));
  for (const name of ['plain', 'chunked']) await show(`1.0 ${name}`, ask(port, 'GET', `/${name}`, '1.0'));
  for (const name of Object.keys(errors)) console.log(name, (await ask(port, 'GET', `/${name}`)).split('\r\n\r\n')[1]);
  server.maxRequestsPerSocket = 3;
  server.keepAliveTimeout = 2500;
  await show('limited', ask(port, 'GET', '/plain'));
  server.keepAliveTimeout = 0;
  await show('no time', ask(port, 'GET', '/plain'));
  server.close();
});
