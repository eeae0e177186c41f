// An Express service of the usual parts, for tests/soak: JSON, a static file, bodies, compression, uploads, errors. Prints its port.
'use strict';
const compression = require('compression');
const express = require('express');
const helmet = require('helmet');
const multer = require('multer');
const fs = require('fs');
const path = require('path');
const os = require('os');
const { pipeline } = require('stream');
const zlib = require('zlib');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kiln-service-'));
fs.writeFileSync(path.join(folder, 'page.html'), `<html>${'<p>some text of a page</p>\n'.repeat(800)}</html>`);
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));

const app = express();
app.set('env', 'test');
app.use(helmet());
app.use('/files', express.static(folder));
const users = new Map();
app.get('/json/:id', (req, res) => res.json({ id: req.params.id, query: req.query, list: Array.from({ length: 20 }, (_, n) => ({ n, name: `item ${n}` })) }));
app.post('/json', express.json({ limit: '100kb' }), (req, res) => { users.set(req.body.id % 1000, req.body); res.status(201).json({ size: users.size, echo: req.body }); });
app.post('/form', express.urlencoded({ extended: true }), (req, res) => res.json(req.body));
app.post('/upload', multer({ limits: { fileSize: 1 << 20 } }).single('file'), (req, res) => res.json({ size: req.file?.size }));
app.post('/pipe', (req, res) => pipeline(req, zlib.createGzip(), res, () => {}));
app.get('/text', compression({ threshold: 0 }), (req, res) => res.type('text').send('compressible text, over and over. '.repeat(500)));
app.get('/stream', (req, res) => {
  const file = fs.createReadStream(path.join(folder, 'page.html'));
  // Answers that wait for others of their connection do not hear of its end, in Node as well: requests do.
  req.once('close', () => file.destroy());
  pipeline(file, res, () => {});
});
app.get('/later', (req, res) => { setTimeout(() => res.send('later'), 5); });
app.get('/never', () => {});
app.get('/throws', () => { throw new TypeError('thrown in a handler'); });
app.get('/rejects', (req, res, next) => { Promise.reject(Object.assign(new Error('refused'), { status: 403 })).catch(next); });
app.get('/state', (req, res) => res.json({ resources: process.getActiveResourcesInfo?.(), memory: process.memoryUsage() }));
app.use((error, req, res, next) => { res.status(error.status ?? 500).json({ error: error.message }); });

const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
