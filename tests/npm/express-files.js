// Static files with ranges and conditions, sendFile, download, and views, of express 4.
'use strict';
const express = require('express');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { listen, request, raw, show } = require('./support/http');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kiln-express-'));
const when = new Date('2024-03-01T12:00:00Z'); // entity tags have it in them
function file(name, content) {
  const place = path.join(folder, name);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.writeFileSync(place, content);
  fs.utimesSync(place, when, when);
}
file('public/index.html', '<h1>index</h1>\n');
file('public/alphabet.txt', 'abcdefghijklmnopqrstuvwxyz');
file('public/big.bin', Buffer.alloc(300000, (i) => i).map((_, i) => (i * 7) & 255));
file('public/größe 1.json', '{"name":"größe"}');
file('public/.hidden', 'hidden');
file('public/sub/index.html', 'sub');
file('public/page.html', 'page');
file('views/hello.ejs', '<% for (const item of items) { %><li><%= item %></li><% } %>\n<%- include("footer", { year: 2024 }) %>');
file('views/footer.ejs', '<footer><%= year %> <%= title %></footer>\n');
file('views/broken.ejs', '<p><%= missing.property %></p>\n');
file('views/layout.pug', 'html\n  head\n    title= title\n  body\n    block content\n');
file('views/page.pug', 'extends layout\nblock content\n  each item, i in items\n    p(class=i % 2 ? "odd" : "even")= item\n  else\n    p nothing\n');
file('views/own.txt', 'Hello {name}, {greeting}');

const app = express();
app.set('env', 'test');
app.disable('x-powered-by');
app.set('views', path.join(folder, 'views'));
app.set('view engine', 'ejs');
app.engine('txt', (place, options, done) => {
  fs.readFile(place, 'utf8', (error, text) => done(error, error ? undefined : text.replace(/\{(\w+)\}/g, (all, name) => options[name])));
});
app.locals.title = 'app & title';

app.use('/static', express.static(path.join(folder, 'public'), {
  maxAge: '1h', extensions: ['html'], setHeaders: (res, place) => res.set('X-File', path.basename(place).replace(/[^ -~]/g, '?')),
}));
app.use('/strict', express.static(path.join(folder, 'public'), {
  dotfiles: 'deny', etag: false, lastModified: false, index: false, redirect: false, acceptRanges: false, immutable: true, maxAge: 1000, fallthrough: false,
}));
app.get('/send/:name', (req, res, next) => {
  res.sendFile(req.params.name, { root: path.join(folder, 'public'), headers: { 'X-Sent': 'yes' }, dotfiles: 'allow' }, (error) => {
    console.log('sent', req.params.name, error ? `${error.name} ${error.code} ${error.status} ${error.message.replace(folder, '')}` : 'without an error');
    if (error && !res.headersSent) next(error);
  });
});
app.get('/download', (req, res) => res.download(path.join(folder, 'public/alphabet.txt'), 'größe "1".txt'));
app.get('/attachment', (req, res) => res.attachment('a.pdf').send('pdf'));
app.get('/views/:name', (req, res) => {
  res.locals.greeting = 'good day';
  res.render(req.params.name, { items: ['<one>', 'two', 'three'], name: 'you' });
});
app.get('/rendered', (req, res, next) => app.render('hello', { items: [] }, (error, html) => (error ? next(error) : res.send(html.toUpperCase()))));
app.use((error, req, res, next) => res.status(error.status || 500).type('text').send(`${error.name}: ${error.message.replaceAll(folder, '')}`));

async function main() {
  const server = await listen(app);
  const get = async (place, headers, method = 'GET') => show(`${method} ${place} ${JSON.stringify(headers ?? {})}`, await request(server, method, place, { headers }));
  for (const place of [
    '/static', '/static/', '/static/alphabet.txt', '/static/page', '/static/sub', '/static/sub/', '/static/gr%C3%B6%C3%9Fe%201.json', '/static/.hidden',
    '/static/../views/own.txt', '/static/%2e%2e/views/own.txt', '/static/%00', '/static/big.bin', '/static/none', '/strict/', '/strict/sub', '/strict/.hidden',
    '/strict/alphabet.txt', '/strict/none', '/send/alphabet.txt', '/send/.hidden', '/send/none', '/download', '/attachment', '/views/hello', '/views/page.pug',
    '/views/own.txt', '/views/broken', '/views/none', '/rendered',
  ]) await get(place);

  const tag = (await request(server, 'GET', '/static/alphabet.txt')).fields.etag;
  for (const headers of [
    { Range: 'bytes=0-4' }, { Range: 'bytes=-3' }, { Range: 'bytes=20-' }, { Range: 'bytes=0-1,5-6' }, { Range: 'bytes=30-40' }, { Range: 'lines=1-2' },
    { Range: 'bytes=0-4', 'If-Range': tag }, { Range: 'bytes=0-4', 'If-Range': '"other"' }, { Range: 'bytes=0-4', 'If-Range': when.toUTCString() },
    { 'If-None-Match': tag }, { 'If-None-Match': '"other"' }, { 'If-None-Match': '*' }, { 'If-Match': '"other"' }, { 'If-Match': tag },
    { 'If-Modified-Since': when.toUTCString() }, { 'If-Modified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    { 'If-Unmodified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT' }, { 'If-None-Match': tag, 'Cache-Control': 'no-cache' },
  ]) await get('/static/alphabet.txt', headers);
  await get('/static/big.bin', { Range: 'bytes=100000-199999' });
  await get('/strict/alphabet.txt', { Range: 'bytes=0-4' });
  await get('/static/alphabet.txt', {}, 'HEAD');
  await get('/static/alphabet.txt', {}, 'POST');
  await get('/strict/alphabet.txt', {}, 'POST');
  console.log((await raw(server, 'GET /static/alphabet.txt HTTP/1.1\r\nHost: x\r\nRange: bytes=2-3\r\nConnection: close\r\n\r\n')));
  server.close(() => fs.rmSync(folder, { recursive: true }));
}

main();
