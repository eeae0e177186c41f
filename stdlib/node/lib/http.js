// node:http
'use strict';
const check = require('internal/validate');
const common = require('internal/http/common');
const agents = require('internal/http/agent');
const IncomingMessage = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');
const { STATUS_CODES, Server, ServerResponse, connectionListener } = require('internal/http/server');
const { ClientRequest } = require('internal/http/client');

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}
function request(url, options, callback) {
  return new ClientRequest(url, options, callback);
}
function get(url, options, callback) {
  const made = request(url, options, callback);
  made.end();
  return made;
}

module.exports = {
  _connectionListener: connectionListener,
  METHODS: common.methods.toSorted(),
  STATUS_CODES,
  Agent: agents.Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer,
  validateHeaderName: common.validateHeaderName,
  validateHeaderValue: common.validateHeaderValue,
  get,
  request,
  setMaxIdleHTTPParsers(max) {
    check.integer(max, 'max', 1);
  },
};
Object.defineProperty(module.exports, 'maxHeaderSize', { configurable: true, enumerable: true, get: () => common.maxHeaderSize });
Object.defineProperty(module.exports, 'globalAgent', {
  configurable: true, enumerable: true, get: () => agents.globalAgent, set: (agent) => { agents.globalAgent = agent; },
});
