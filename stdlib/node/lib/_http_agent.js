// An older name of parts of node:http.
'use strict';
const { Agent, globalAgent } = require('http');
module.exports = { Agent, globalAgent };
