// node:path/win32
'use strict';
const native = require('internal/native');

const isSeparator = (c) => c === '/' || c === '\\';
const isLetter = (c) => (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

function checkString(value, name) {
  if (typeof value !== 'string') throw native.invalidArgType(name, 'of type string', value);
}

// What a path begins with: `device` is "C:" or "\\server\share" ("" when there is none), `end` where the rest begins.
// `whole`: the path is nothing but a UNC root. `devices`: "\\\\.\\" and "\\\\?\\" are roots, too.
function rootOf(path, devices = false) {
  const none = { device: '', absolute: false, end: 0, whole: false };
  if (path === '') return none;
  if (isSeparator(path[0])) {
    const unc = { device: '', absolute: true, end: 1, whole: false };
    if (path.length < 2 || !isSeparator(path[1])) return unc;
    let at = 2;
    while (at < path.length && !isSeparator(path[at])) at++;
    if (at === path.length || at === 2) return unc;
    const server = path.slice(2, at);
    let share = at;
    while (share < path.length && isSeparator(path[share])) share++;
    if (share === path.length) return unc;
    if (devices && (server === '.' || server === '?')) return { device: `\\\\${server}`, absolute: true, end: 4, whole: false };
    let end = share;
    while (end < path.length && !isSeparator(path[end])) end++;
    return { device: `\\\\${server}\\${path.slice(share, end)}`, absolute: true, end, whole: end === path.length };
  }
  if (path.length > 1 && isLetter(path[0]) && path[1] === ':') {
    const absolute = path.length > 2 && isSeparator(path[2]);
    return { device: path.slice(0, 2), absolute, end: absolute ? 3 : 2, whole: false };
  }
  return none;
}

// Segments without . and .., joined by backslashes; `above`: .. may stay at the start.
function normalizeSegments(path, above) {
  const kept = [];
  for (const segment of path.split(/[\\/]/)) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length && kept[kept.length - 1] !== '..') kept.pop();
    else if (above) kept.push('..');
  }
  return kept.join('\\');
}

function normalize(path) {
  checkString(path, 'path');
  if (path === '') return '.';
  if (path.length === 1) return path === '/' ? '\\' : path;
  const { device, absolute, end, whole } = rootOf(path, true);
  if (whole) return device + '\\';
  let tail = normalizeSegments(path.slice(end), !absolute);
  if (tail === '' && !absolute) tail = '.';
  if (tail !== '' && isSeparator(path[path.length - 1])) tail += '\\';
  if (!absolute && device === '' && path.includes(':')) {
    // A relative path must not turn into one with a drive, or into a stream of one.
    if (tail.length >= 2 && isLetter(tail[0]) && tail[1] === ':') return `.\\${tail}`;
    let colon = path.indexOf(':');
    do {
      if (colon === path.length - 1 || isSeparator(path[colon + 1])) return `.\\${tail}`;
    } while ((colon = path.indexOf(':', colon + 1)) !== -1);
  }
  return absolute ? `${device}\\${tail}` : device + tail;
}

function resolve(...paths) {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = paths.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = paths[i];
      checkString(path, `paths[${i}]`);
      if (path === '') continue;
    } else if (device === '') {
      path = process.cwd();
    } else {
      // The working directory of that drive.
      path = process.env[`=${device}`] || process.cwd();
      if (path === undefined || (path.slice(0, 2).toLowerCase() !== device.toLowerCase() && path[2] === '\\'))
        path = `${device}\\`;
    }
    const root = rootOf(path, true);
    if (root.device !== '') {
      if (device === '') device = root.device;
      else if (root.device.toLowerCase() !== device.toLowerCase()) continue;
    }
    if (absolute) {
      if (device !== '') break;
    } else {
      tail = `${path.slice(root.end)}\\${tail}`;
      absolute = root.absolute;
      if (absolute && device !== '') break;
    }
  }
  tail = normalizeSegments(tail, !absolute);
  return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
}

function isAbsolute(path) {
  checkString(path, 'path');
  return path !== '' && (isSeparator(path[0]) || (path.length > 2 && isLetter(path[0]) && path[1] === ':' && isSeparator(path[2])));
}

function join(...paths) {
  let joined;
  let first;
  for (const path of paths) {
    checkString(path, 'path');
    if (path === '') continue;
    if (joined === undefined) joined = first = path;
    else joined += `\\${path}`;
  }
  if (joined === undefined) return '.';
  // Two separators at the start stay only when the first part has them: a UNC path.
  let leading = 0;
  if (isSeparator(first[0])) {
    leading = 1;
    if (first.length > 1 && isSeparator(first[1])) {
      leading = 2;
      if (first.length > 2) leading = isSeparator(first[2]) ? 3 : 0;
    }
  }
  if (leading !== 0) {
    while (leading < joined.length && isSeparator(joined[leading])) leading++;
    if (leading >= 2) joined = `\\${joined.slice(leading)}`;
  }
  return normalize(joined);
}

function relative(from, to) {
  checkString(from, 'from');
  checkString(to, 'to');
  if (from === to) return '';
  const fromPath = resolve(from);
  const toPath = resolve(to);
  if (fromPath === toPath) return '';
  const trim = (path) => {
    let start = 0;
    while (start < path.length && path[start] === '\\') start++;
    let end = path.length;
    while (end - 1 > start && path[end - 1] === '\\') end--;
    return [start, end];
  };
  if (fromPath.toLowerCase() === toPath.toLowerCase()) return '';
  const [fromStart, fromEnd] = trim(fromPath);
  const [toStart, toEnd] = trim(toPath);
  const a = fromPath.slice(fromStart, fromEnd).toLowerCase();
  const b = toPath.slice(toStart, toEnd).toLowerCase();
  const length = Math.min(a.length, b.length);
  let common = -1;
  let i = 0;
  for (; i < length; i++) {
    if (a[i] !== b[i]) break;
    if (a[i] === '\\') common = i;
  }
  if (i !== length) {
    if (common === -1) return toPath;
  } else {
    if (b.length > length) {
      if (b[i] === '\\') return toPath.slice(toStart + i + 1);
      if (i === 2) return toPath.slice(toStart + i);
    }
    if (a.length > length) {
      if (a[i] === '\\') common = i;
      else if (i === 2) common = 3;
    }
    if (common === -1) common = 0;
  }
  let out = '';
  for (i = common + 1; i <= a.length; i++) {
    if (i === a.length || a[i] === '\\') out += out === '' ? '..' : '\\..';
  }
  let rest = toStart + common;
  if (out !== '') return `${out}${toPath.slice(rest, toEnd)}`;
  if (toPath[rest] === '\\') rest++;
  return toPath.slice(rest, toEnd);
}

function toNamespacedPath(path) {
  if (typeof path !== 'string' || path === '') return path;
  const resolved = resolve(path);
  if (resolved.length <= 2) return path;
  if (resolved[0] === '\\') {
    if (resolved[1] === '\\' && resolved[2] !== '?' && resolved[2] !== '.') return `\\\\?\\UNC\\${resolved.slice(2)}`;
  } else if (isLetter(resolved[0]) && resolved[1] === ':' && resolved[2] === '\\') {
    return `\\\\?\\${resolved}`;
  }
  return resolved;
}

// Where the root ends for dirname and parse; -1: the path is a UNC root and nothing else.
function rootEnd(path) {
  const root = rootOf(path);
  if (!root.device.startsWith('\\')) return root.end;
  if (root.whole) return -1;
  return root.end + 1;
}

function dirname(path) {
  checkString(path, 'path');
  if (path === '') return '.';
  if (path.length === 1) return isSeparator(path) ? path : '.';
  const root = rootEnd(path);
  if (root === -1) return path;
  let end = -1;
  let trailing = true;
  for (let i = path.length - 1; i >= root; i--) {
    if (!isSeparator(path[i])) {
      trailing = false;
    } else if (!trailing) {
      end = i;
      break;
    }
  }
  if (end === -1) {
    if (root === 0) return '.';
    end = root;
  }
  return path.slice(0, end);
}

// [start, end) of the last segment behind `from`, without separators that follow it.
function lastSegment(path, from) {
  let end = path.length;
  while (end > from && isSeparator(path[end - 1])) end--;
  let start = end;
  while (start > from && !isSeparator(path[start - 1])) start--;
  return [start, end];
}

function basename(path, suffix) {
  if (suffix !== undefined) checkString(suffix, 'suffix');
  checkString(path, 'path');
  const from = path.length >= 2 && isLetter(path[0]) && path[1] === ':' ? 2 : 0;
  const [start, end] = lastSegment(path, from);
  const base = path.slice(start, end);
  if (suffix === undefined || suffix === '' || suffix.length > path.length) return base;
  if (suffix === path) return '';
  // The comparison runs out of the path: Node then takes the separators, too.
  if (suffix.length > base.length && suffix.endsWith(base)) return path.slice(start);
  return base !== suffix && base.endsWith(suffix) ? base.slice(0, base.length - suffix.length) : base;
}

function extensionOf(base) {
  const dot = base.lastIndexOf('.');
  return dot <= 0 || base === '..' ? '' : base.slice(dot);
}

function extname(path) {
  checkString(path, 'path');
  const from = path.length >= 2 && path[1] === ':' && isLetter(path[0]) ? 2 : 0;
  const [start, end] = lastSegment(path, from);
  return extensionOf(path.slice(start, end));
}

function format(pathObject) {
  if (pathObject === null || typeof pathObject !== 'object')
    throw native.invalidArgType('pathObject', 'of type object', pathObject);
  const extension = pathObject.ext ? `${pathObject.ext[0] === '.' ? '' : '.'}${pathObject.ext}` : '';
  const directory = pathObject.dir || pathObject.root;
  const base = pathObject.base || `${pathObject.name || ''}${extension}`;
  if (!directory) return base;
  return directory === pathObject.root ? directory + base : `${directory}\\${base}`;
}

function parse(path) {
  checkString(path, 'path');
  const result = { root: '', dir: '', base: '', ext: '', name: '' };
  if (path === '') return result;
  if (path.length === 1) {
    if (isSeparator(path)) result.root = result.dir = path;
    else result.base = result.name = path;
    return result;
  }
  let root = rootEnd(path);
  if (root === -1) root = path.length;
  if (root > 0) result.root = path.slice(0, root);
  if (root >= path.length) {
    result.dir = result.root;
    return result;
  }
  const [start, end] = lastSegment(path, root);
  result.base = path.slice(start, end);
  result.ext = extensionOf(result.base);
  result.name = result.base.slice(0, result.base.length - result.ext.length);
  result.dir = start > 0 && start !== root ? path.slice(0, start - 1) : result.root;
  return result;
}

const win32 = {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, format, parse,
  sep: '\\', delimiter: ';', win32: null, posix: null, _makeLong: toNamespacedPath,
};
win32.win32 = win32;
module.exports = win32;
require('path');  // sets `posix`
