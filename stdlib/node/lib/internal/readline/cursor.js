// Movements of a terminal's cursor, and what is cleared from there.
'use strict';
const native = require('internal/native');
const check = require('internal/validate');

const csi = (text) => `\x1b[${text}`;
function put(stream, text, callback) {
  if (callback !== undefined && typeof callback !== 'function')
    throw native.invalidArgType('callback', 'of type function', callback);
  if (text === '' || stream === null || stream === undefined) {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return stream.write(text, callback);
}

module.exports = {
  clearLine(stream, direction, callback) {
    return put(stream, direction < 0 ? csi('1K') : direction > 0 ? csi('0K') : csi('2K'), callback);
  },
  clearScreenDown: (stream, callback) => put(stream, csi('0J'), callback),
  cursorTo(stream, x, y, callback) {
    if (typeof y === 'function') {
      callback = y;
      y = undefined;
    }
    if (callback !== undefined) check.callback(callback, 'callback');
    if (Number.isNaN(x)) throw native.invalidArgValue('x', x);
    if (Number.isNaN(y)) throw native.invalidArgValue('y', y);
    if (typeof x !== 'number' && typeof y !== 'number') {
      if (callback !== undefined) process.nextTick(callback, null);
      return true;
    }
    if (typeof x !== 'number')
      throw native.makeError('TypeError', 'ERR_INVALID_CURSOR_POS', 'Cannot set cursor row without setting its column');
    return put(stream, typeof y !== 'number' ? csi(`${x + 1}G`) : csi(`${y + 1};${x + 1}H`), callback);
  },
  moveCursor(stream, dx, dy, callback) {
    let text = '';
    if (dx < 0) text += csi(`${-dx}D`);
    else if (dx > 0) text += csi(`${dx}C`);
    if (dy < 0) text += csi(`${-dy}A`);
    else if (dy > 0) text += csi(`${dy}B`);
    return put(stream, text, callback);
  },
};
