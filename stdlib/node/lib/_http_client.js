// An older name of a part of node:http.
'use strict';
const { ClientRequest } = require('http');
module.exports = { ClientRequest };
