// An older name of a part of node:stream.
'use strict';
module.exports = require('stream').Transform;
