// Files within the executable (--assets) are read by all that node:fs has, as those on disk are.
'use strict';
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { pipeline } = require('stream/promises');

const folder = path.join(__dirname, 'assets');
const at = (...names) => path.join(folder, ...names);
const shown = (value) => JSON.stringify(value)?.replaceAll(folder, '<assets>');
const attempt = (name, run) => {
  try {
    console.log(name, shown(run()));
  } catch (error) {
    console.log(name, error.code, error.syscall, error.message.replaceAll(folder, '<assets>'));
  }
};

function contents() {
  attempt('utf8', () => fs.readFileSync(at('text.txt'), 'utf8'));
  attempt('latin1', () => fs.readFileSync(at('text.txt'), { encoding: 'latin1' }));
  attempt('buffer', () => fs.readFileSync(at('pages/index.html')));
  attempt('URL', () => fs.readFileSync(pathToFileURL(at('pages', 'index.html')), 'utf8'));
  attempt('Buffer as path', () => fs.readFileSync(Buffer.from(at('text.txt')), 'utf8'));
  attempt('dots', () => fs.readFileSync(`${folder}//pages/./inner/../index.html`, 'utf8'));
  attempt('empty', () => fs.readFileSync(at('empty.txt')).length);
  attempt('changed', () => { const bytes = fs.readFileSync(at('text.txt')); bytes.fill(0); return fs.readFileSync(at('text.txt'), 'utf8'); });
  attempt('missing', () => fs.readFileSync(at('none.txt')));
  attempt('below a file', () => fs.readFileSync(at('text.txt', 'x')));
  attempt('a folder', () => fs.readFileSync(folder));
  attempt('JSON', () => JSON.parse(fs.readFileSync(at('numbers.json'))).length);
}

function facts() {
  const stats = fs.statSync(at('text.txt'));
  console.log(stats.size, stats.isFile(), stats.isDirectory(), stats.isSymbolicLink(), stats.mtime instanceof Date, stats.mtimeMs > 0, stats.nlink);
  console.log(fs.statSync(at('text.txt'), { bigint: true }).size, fs.lstatSync(at('pages')).isDirectory(), fs.statSync(folder).isDirectory());
  attempt('stat', () => fs.statSync(at('none')));
  attempt('no entry', () => fs.statSync(at('none'), { throwIfNoEntry: false }));
  attempt('access', () => fs.accessSync(at('text.txt'), fs.constants.R_OK));
  attempt('not executable', () => fs.accessSync(at('text.txt'), fs.constants.X_OK));
  console.log(fs.existsSync(at('text.txt')), fs.existsSync(at('pages')), fs.existsSync(at('none')), fs.existsSync(at('text.txt') + '/'));
  attempt('realpath', () => [fs.realpathSync(at('pages', '..', 'text.txt')), fs.realpathSync.native(at('pages')), fs.realpathSync(folder + '/')]);
  attempt('readlink', () => fs.readlinkSync(at('text.txt')));
}

function folders() {
  attempt('readdir', () => fs.readdirSync(folder));
  attempt('recursive', () => fs.readdirSync(folder, { recursive: true }).sort());
  attempt('types', () => fs.readdirSync(folder, { withFileTypes: true }).map((entry) => [entry.name, entry.isFile(), entry.isDirectory()]));
  attempt('of a file', () => fs.readdirSync(at('text.txt')));
  attempt('of nothing', () => fs.readdirSync(at('none')));
  const dir = fs.opendirSync(at('pages'));
  const names = [];
  for (let entry; (entry = dir.readSync()) !== null;) names.push(entry.name);
  dir.closeSync();
  console.log(names.sort());
}

function descriptors() {
  const fd = fs.openSync(at('text.txt'));
  const bytes = Buffer.alloc(8);
  console.log(fs.readSync(fd, bytes, 0, 5), bytes.toString('latin1', 0, 5));
  console.log(fs.readSync(fd, bytes, 2, 4, 1), bytes.toString('latin1'), fs.readSync(fd, bytes, 0, 3), bytes.toString('latin1'));
  console.log(fs.fstatSync(fd).size, fs.readvSync(fd, [Buffer.alloc(3), Buffer.alloc(4)]), fs.readFileSync(fd, 'utf8'), fs.readSync(fd, bytes));
  attempt('write', () => fs.writeSync(fd, 'x'));
  attempt('ftruncate', () => fs.ftruncateSync(fd));
  const other = fs.openSync(at('text.txt'));
  console.log(other !== fd, fs.readSync(other, bytes, 0, 2), fs.readSync(fd, bytes, 0, 2, 1000));
  fs.closeSync(fd);
  attempt('closed', () => fs.readSync(fd, bytes));
  attempt('close', () => fs.closeSync(fd));
  fs.closeSync(other);
  attempt('directory', () => fs.openSync(at('text.txt'), fs.constants.O_DIRECTORY));
  attempt('exclusive', () => fs.openSync(at('text.txt'), 'wx'));
}

async function streams() {
  const read = async (options) => {
    let text = '';
    for await (const chunk of fs.createReadStream(at('numbers.json'), options)) text += `${chunk.length},`;
    return text;
  };
  console.log(await read(), await read({ start: 10, end: 19 }), await read({ encoding: 'utf8', highWaterMark: 50_000 }));
  const copy = path.join(fs.mkdtempSync('/tmp/kiln-assets-'), 'copy');
  await pipeline(fs.createReadStream(at('numbers.json')), fs.createWriteStream(copy));
  console.log(fs.statSync(copy).size === fs.statSync(at('numbers.json')).size);
  fs.copyFileSync(at('text.txt'), copy);
  console.log(fs.readFileSync(copy, 'utf8').trim());
  attempt('exists', () => { try { fs.copyFileSync(at('text.txt'), copy, fs.constants.COPYFILE_EXCL); } catch ({ code }) { return code; } });
  fs.cpSync(folder, `${copy}.all`, { recursive: true });
  console.log(fs.readdirSync(`${copy}.all`, { recursive: true }).sort(), fs.readFileSync(`${copy}.all/pages/index.html`, 'utf8'));
  fs.rmSync(path.dirname(copy), { recursive: true });
  fs.createReadStream(at('none')).on('error', (error) => console.log(error.code));
}

async function promises() {
  console.log(await fs.promises.readFile(at('text.txt'), 'utf8'), await fs.promises.readdir(at('pages')), (await fs.promises.stat(at('pages/inner/style.css'))).size);
  await fs.promises.access(at('none')).catch((error) => console.log(error.code));
  const handle = await fs.promises.open(at('pages', 'index.html'));
  console.log((await handle.read(Buffer.alloc(4))).bytesRead, (await handle.stat()).size, await handle.readFile('utf8'));
  await handle.close();
  const lines = [];
  for await (const line of (await fs.promises.open(at('text.txt'))).readLines()) lines.push(line);
  console.log(lines);
  for await (const { name } of await fs.promises.opendir(at('pages', 'inner'))) console.log(name);
}

function callbacks() {
  return new Promise((done) => {
    fs.readFile(at('text.txt'), 'utf8', (error, text) => {
      console.log('readFile', error, text);
      fs.stat(at('text.txt'), (error, stats) => {
        console.log('stat', error, stats.size);
        fs.open(at('text.txt'), (error, fd) => fs.read(fd, (error, count) => fs.close(fd, (failure) => {
          console.log('read', error, count, failure);
          fs.exists(at('pages'), (found) => done(console.log('exists', found)));
        })));
      });
    });
  });
}

contents();
facts();
folders();
descriptors();
callbacks().then(streams).then(promises);
