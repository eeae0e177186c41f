const fs = require('fs'); const { pipeline } = require('stream'); const log = (...a) => console.log(...a);
fs.writeFileSync('in.txt', 'abcdefghij'.repeat(20000));
const r = fs.createReadStream('in.txt', { start: 3, end: 12 }); r.on('open', (fd) => log('open', typeof fd)).on('ready', () => log('ready')).on('data', (c) => log('data', c.toString())).on('end', () => log('end', r.bytesRead)).on('close', () => log('close', r.path, r.fd));
r.on('close', () => {
  const w = fs.createWriteStream('out.txt', { flags: 'w', encoding: 'latin1' }); log(w.write('é'), w.write(Buffer.from('x')), w.pending, w.path); w.cork(); w.write('1'); w.write('2'); w.uncork(); w.end('end');
  w.on('finish', () => log('finish', w.bytesWritten)).on('close', () => { log(fs.readFileSync('out.txt', 'hex')); big(); });
});
function big() {
  let n = 0, chunks = 0; fs.createReadStream('in.txt').on('data', (c) => { n += c.length; chunks++; }).on('close', () => { log(n, chunks);
    pipeline(fs.createReadStream('in.txt'), fs.createWriteStream('copy.txt'), (e) => { log('copied', e, fs.statSync('copy.txt').size); failing(); }); });
}
function failing() {
  fs.createReadStream('absent').on('error', (e) => { log(e.code, e.message, e.syscall); fs.createWriteStream('no/dir').on('error', (e2) => { log(e2.code); fs.createWriteStream('x').destroy().on('close', () => { log('destroyed'); append(); }); }); });
}
function append() {
  const a = fs.createWriteStream('in.txt', { flags: 'r+', start: 2 }); a.end('ZZ', () => { log(fs.readFileSync('in.txt', 'utf8').slice(0, 6)); iterate(); });
}
async function iterate() {
  let s = ''; for await (const c of fs.createReadStream('in.txt', { encoding: 'utf8', end: 9, highWaterMark: 4 })) s += '[' + c + ']'; log(s);
  const fd = fs.openSync('in.txt'); const own = fs.createReadStream(null, { fd, autoClose: false, end: 1 }); for await (const c of own) log(c.toString()); fs.closeSync(fd);
  for (const f of [() => fs.createReadStream(5), () => fs.createReadStream('a', { start: 'x' }), () => fs.createReadStream('a', { start: 5, end: 2 }), () => fs.createWriteStream('a', 5), () => fs.createReadStream('a', { encoding: 'zz' })]) try { f(); } catch (e) { log(e.name, e.code, e.message); }
  log(r instanceof fs.ReadStream, fs.createWriteStream.name, fs.ReadStream === fs.FileReadStream);
}
