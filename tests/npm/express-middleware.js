// What express applications are usually put together from: cookie-parser, express-session, compression, multer, cors, helmet, morgan.
'use strict';
const express = require('express');
const cookieParser = require('cookie-parser');
const session = require('express-session');
const compression = require('compression');
const multer = require('multer');
const cors = require('cors');
const helmet = require('helmet');
const morgan = require('morgan');
const fs = require('fs');
const os = require('os');
const path = require('path');
const zlib = require('zlib');
const { listen, request, show } = require('./support/http');

const log = [];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kiln-upload-'));
const app = express();
app.set('env', 'test');

morgan.token('id', (req) => req.get('x-id'));
app.use(morgan(':method :url :status :res[content-length] - :id', { stream: { write: (line) => log.push(line.trimEnd()) } }));
app.use(morgan('combined', { skip: (req) => !req.query.log, stream: { write: (line) => log.push(line.trimEnd().replace(/\[.*?\]/, '[date]').replace('::ffff:', '')) } }));
app.use(morgan((tokens, req, res) => JSON.stringify({ url: tokens.url(req, res), time: /^\d+\.\d{3}$/.test(tokens['response-time'](req, res)) }), {
  skip: (req) => req.path !== '/cookies', stream: { write: (line) => log.push(line.trimEnd()) },
}));

app.use('/cookies', cookieParser(['new secret', 'old secret']));
app.get('/cookies', (req, res) => {
  res.cookie('plain', 'a b;c', { maxAge: 60000, httpOnly: true, sameSite: 'lax', expires: new Date('2030-01-01T00:00:00Z') });
  res.cookie('object', { n: 1 }, { path: '/x', domain: 'example.org', secure: true, partitioned: true, priority: 'high' });
  res.cookie('signed', 'value', { signed: true });
  res.clearCookie('gone');
  const fixed = res.getHeader('Set-Cookie').map((cookie) => cookie.replace(/(?<=plain.*Expires=)[^;]*/, '<date>'));
  res.setHeader('Set-Cookie', fixed);
  res.json({ cookies: req.cookies, signed: req.signedCookies });
});

let ids = 0;
const store = new session.MemoryStore();
app.use('/session', session({
  secret: 'secret', resave: false, saveUninitialized: false, rolling: true, store, name: 'sid', genid: () => `session-${++ids}`,
  cookie: { sameSite: true, path: '/session' },
}));
app.get('/session', (req, res) => {
  req.session.views = (req.session.views ?? 0) + 1;
  res.json({ id: req.sessionID, views: req.session.views, user: req.session.user ?? null });
});
app.get('/session/login', (req, res, next) => req.session.regenerate((error) => {
  if (error) return next(error);
  req.session.user = 'somebody';
  req.session.save(() => res.redirect('/session'));
}));
app.get('/session/logout', (req, res) => req.session.destroy((error) => res.send(`destroyed ${error}`)));
app.get('/session/none', (req, res) => res.json(Object.keys(req.session)));

app.use('/compressed', compression({ threshold: 100, filter: (req, res) => !req.get('x-plain') && compression.filter(req, res) }));
app.get('/compressed/long', (req, res) => res.type('text').send('compress me '.repeat(500)));
app.get('/compressed/short', (req, res) => res.send('short'));
app.get('/compressed/image', (req, res) => res.type('png').send(Buffer.alloc(1000)));
app.get('/compressed/flushed', (req, res) => {
  res.type('text');
  res.write('first '.repeat(50));
  res.flush();
  setTimeout(() => res.end('last'), 2);
});

const memory = multer({ storage: multer.memoryStorage(), limits: { fileSize: 1000, files: 3 }, fileFilter: (req, one, done) => done(null, one.originalname !== 'refused') });
const disk = multer({ storage: multer.diskStorage({ destination: folder, filename: (req, one, done) => done(null, `${one.fieldname}-${one.originalname}`) }) });
const described = ({ buffer, path: place, ...rest }) => ({ ...rest, text: buffer ? buffer.toString() : fs.readFileSync(place, 'utf8'), destination: undefined });
app.post('/upload/fields', memory.fields([{ name: 'a', maxCount: 1 }, { name: 'b', maxCount: 2 }]), (req, res) =>
  res.json({ body: req.body, files: Object.fromEntries(Object.entries(req.files).map(([name, list]) => [name, list.map(described)])) }));
app.post('/upload/disk', disk.single('file'), (req, res) => res.json({ body: req.body, file: described(req.file) }));
app.post('/upload/none', memory.none(), (req, res) => res.json(req.body));
app.use('/upload', (error, req, res, next) => res.status(400).json({ name: error.name, code: error.code, field: error.field, message: error.message }));

app.use('/cors', cors({
  origin: [/\.example\.org$/, 'http://one.test'], methods: ['GET', 'PUT'], credentials: true, maxAge: 600, exposedHeaders: ['X-A', 'X-B'],
}));
app.get('/cors', (req, res) => res.send('shared'));
app.get('/anywhere', cors(), (req, res) => res.send('shared with all'));
app.use('/helmet', helmet({ contentSecurityPolicy: { directives: { 'script-src': ["'self'", 'cdn.example.org'], 'img-src': null } }, frameguard: { action: 'deny' } }));
app.get('/helmet', (req, res) => res.send('guarded'));

function multipart(parts) {
  const boundary = 'xyzXYZ';
  const body = parts.map(({ name, filename, type, content }) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n` +
    `${type ? `Content-Type: ${type}\r\n` : ''}\r\n${content}\r\n`).join('') + `--${boundary}--\r\n`;
  return { headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` }, body };
}

async function main() {
  const server = await listen(app);
  const get = async (place, headers, method = 'GET') => {
    const answer = await request(server, method, place, { headers });
    show(`${method} ${place} ${JSON.stringify(headers ?? {})}`, answer);
    return answer;
  };
  const post = async (place, parts) => show(`POST ${place}`, await request(server, 'POST', place, multipart(parts)));

  const given = await get('/cookies?log=1', { 'X-Id': '17', 'User-Agent': 'test', Referer: 'http://from/' });
  const signed = given.fields['set-cookie'].find((one) => one.startsWith('signed')).split(';')[0];
  await get('/cookies', { Cookie: `a=1; b=%20x; j=j%3A%7B%22k%22%3A2%7D; ${signed}; forged=s%3Avalue.xxx; a=2` });

  const first = await get('/session');
  const cookie = (answer) => answer.fields['set-cookie'][0].split(';')[0];
  await get('/session', { Cookie: cookie(first) });
  await get('/session', { Cookie: cookie(first).replace('session-1', 'session-9') });
  const login = await get('/session/login', { Cookie: cookie(first) });
  await get('/session', { Cookie: cookie(login) });
  await get('/session/none', { Cookie: cookie(login) });
  await get('/session/logout', { Cookie: cookie(login) });
  await get('/session/none');
  console.log(await new Promise((done) => store.length((error, length) => done(length))), 'sessions');

  for (const [place, headers] of [
    ['/compressed/long', { 'Accept-Encoding': 'gzip' }], ['/compressed/long', { 'Accept-Encoding': 'deflate' }], ['/compressed/long', { 'Accept-Encoding': 'br, gzip' }],
    ['/compressed/flushed', { 'Accept-Encoding': 'gzip' }], ['/compressed/long', { 'Accept-Encoding': 'gzip', 'X-Plain': '1' }],
  ]) {
    const answer = await request(server, 'GET', place, { headers });
    const unpack = { gzip: zlib.gunzipSync, deflate: zlib.inflateSync, br: zlib.brotliDecompressSync }[answer.fields['content-encoding']] ?? ((body) => body);
    console.log('---', place, headers, answer.headers.filter((one, i, all) => all[i - i % 2] !== 'Date'), unpack(answer.body).length, answer.body.length < 2000);
  }
  await get('/compressed/short', { 'Accept-Encoding': 'gzip' });
  await get('/compressed/image', { 'Accept-Encoding': 'gzip' });
  await get('/compressed/long', { 'Accept-Encoding': 'gzip' }, 'HEAD');

  await post('/upload/fields', [{ name: 'x[y]', content: '1' }, { name: 'a', filename: 'a.txt', type: 'text/plain', content: 'one\r\ntwo' },
    { name: 'b', filename: 'b1', content: '' }, { name: 'b', filename: 'refused', content: 'no' }, { name: 'x[z][]', content: 'ü' }]);
  await post('/upload/fields', [{ name: 'a', filename: 'big', content: 'x'.repeat(1001) }]);
  await post('/upload/fields', [{ name: 'c', filename: 'c', content: '' }]);
  await post('/upload/disk', [{ name: 'file', filename: 'dir/näme.html', type: 'text/html; charset=utf-8', content: '<b>x</b>' }, { name: 'after', content: 'text' }]);
  await post('/upload/none', [{ name: 'only', content: 'text' }]);
  await post('/upload/none', [{ name: 'a', filename: 'f', content: 'x' }]);
  const { headers, body } = multipart([{ name: 'a', content: 'cut off' }]);
  show('POST cut off', await request(server, 'POST', '/upload/none', { headers, body: body.slice(0, -12) }));

  await get('/cors', { Origin: 'http://a.example.org' });
  await get('/cors', { Origin: 'http://other.test' });
  await get('/cors', { Origin: 'http://one.test', 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': 'x-a, x-b' }, 'OPTIONS');
  await get('/anywhere', { Origin: 'http://other.test' });
  await get('/helmet');

  console.log(log.join('\n'));
  server.close(() => fs.rmSync(folder, { recursive: true }));
}

main();
