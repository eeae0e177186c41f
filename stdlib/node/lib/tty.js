// node:tty
'use strict';
const native = require('internal/native');
const { SyncWriteStream, StdinStream } = require('internal/stdio');

module.exports = {
  isatty: (fd) => Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && native.isTerminal(fd),
  ReadStream: StdinStream,
  WriteStream: SyncWriteStream,
};
