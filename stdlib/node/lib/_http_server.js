// An older name of a part of node:http.
'use strict';
const { STATUS_CODES, Server, ServerResponse, _connectionListener } = require('http');
const { startServing, stopServing, storeOptions } = require('internal/http/server');
module.exports = {
  STATUS_CODES, Server, ServerResponse, setupConnectionsTracking: startServing, storeHTTPOptions: storeOptions, _connectionListener,
  httpServerPreClose: stopServing,
};
