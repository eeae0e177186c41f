// node:module
'use strict';
module.exports = require('internal/commonjs').Module;
