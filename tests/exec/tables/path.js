process.chdir('/');
const path = require('path');
const { table, check, done } = require('./lib/table');
const inputs = ['', '.', '..', '/', '//', '/a', 'a/', '/a/b/', 'a//b', './a', '../a/..', '/a/../..', 'a/./b/../c', 'x.js', '.js', 'x.', 'x.tar.gz', '/a/.b', '/a/b.c/d', 'C:\\a\\b.txt', 'ünï/cö.dé', ' spaced / name .x '];
for (const [name, p] of [['path', path], ['win32', path.win32]]) {
  table(name, p, ['normalize', 'dirname', 'basename', 'extname', 'isAbsolute', 'parse'], inputs.map((v) => [v]));
}
table('path', path, ['join'], [[], ['a'], ['a', '..'], ['/a', '/b'], ['', ''], ['a', '', 'b'], ['..', 'a'], ['./', './'], ['a', '../../b'], ['/', '..', 'c']]);
table('path', path, ['resolve'], [['/a'], ['/a', 'b'], ['/a', '/b', 'c'], ['/a', '..', '..'], ['/a/b', '../c', './d'], ['/', ''], ['/x', '.', '']]);
table('path', path, ['relative'], [['/a/b', '/a/c'], ['/a', '/a'], ['/a/b/c', '/d'], ['/', '/a'], ['/a/b', '/a/b/c/d'], ['/a/bc', '/a/b']]);
table('path', path, ['basename'], [['/a/b.js', '.js'], ['b.js', 'b.js'], ['b.js', 's'], ['a/b/', 'b'], ['x.js.js', '.js'], ['.js', '.js'], ['', 'x']]);
table('path', path, ['format'], [[{}], [{ base: 'b' }], [{ dir: '/d', base: 'b' }], [{ root: '/', name: 'n', ext: '.e' }], [{ root: '/', dir: '/', base: 'x' }], [{ name: 'n', ext: 'e' }], [{ dir: 'd', name: 'n' }]]);
table('win32', path.win32, ['join', 'resolve'], [['C:\\a', '..\\b'], ['C:', 'a'], ['\\\\server\\share', 'x'], ['C:\\', 'D:\\x', 'y'], ['a/b', 'c']]);
table('win32', path.win32, ['relative'], [['C:\\a\\b', 'C:\\a\\c'], ['C:\\a', 'D:\\b'], ['C:\\A', 'c:\\a\\x']]);
for (const fn of ['join', 'normalize', 'dirname', 'basename', 'isAbsolute', 'parse', 'toNamespacedPath']) for (const bad of [undefined, null, 1, {}, true, ['a']]) check(`path.${fn}(${JSON.stringify(bad)})`, () => path[fn](bad));
check('format(null)', () => path.format(null)); check('format("x")', () => path.format('x'));
check('sep', () => [path.sep, path.delimiter, path.posix === path, path.win32.sep, path.win32.delimiter, path.posix.win32 === path.win32]);
done();
