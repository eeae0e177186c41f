// node:constants, which is deprecated: what os, fs and crypto have under their own.
'use strict';
const { dlopen, errno, priority, signals } = require('os').constants;
module.exports = Object.freeze(Object.assign({ __proto__: null }, dlopen, errno, priority, signals, require('fs').constants, require('internal/crypto/constants')));
