// fs.openAsBlob. The file is read when the Blob is asked for, not when its parts are.
'use strict';
const fs = require('fs');
const native = require('internal/native');

function openAsBlob(path, options = {}) {
  if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
  const { type = '' } = options;
  if (typeof type !== 'string') throw native.invalidArgType('options.type', 'of type string', type);
  try {
    fs.accessSync(path, fs.constants.R_OK);
  } catch (error) {
    if (error.code.startsWith('ERR_')) throw error;
    throw native.makeError('TypeError', 'ERR_INVALID_ARG_VALUE', 'Unable to open file as blob');
  }
  return fs.promises.readFile(path).then((bytes) => new Blob([bytes], { type }));
}

module.exports = { openAsBlob };
