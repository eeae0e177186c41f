// node:net
'use strict';
const { isIP, isIPv4, isIPv6 } = require('internal/net/address');
const Socket = require('internal/net/socket');
const Server = require('internal/net/server');
const connecting = require('internal/net/connect');
const { BlockList, SocketAddress } = require('internal/net/block_list');

function connect(...args) {
  const normalized = connecting.normalizeArgs(args);
  const socket = new Socket(normalized[0]);
  if (normalized[0].timeout) socket.setTimeout(normalized[0].timeout);
  return socket.connect(normalized);
}

function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

module.exports = {
  _createServerHandle: Server.createHandle,
  _normalizeArgs: connecting.normalizeArgs,
  _setSimultaneousAccepts() {},
  BlockList,
  SocketAddress,
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,
  getDefaultAutoSelectFamily: connecting.getDefaultAutoSelectFamily,
  setDefaultAutoSelectFamily: connecting.setDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout: connecting.getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout: connecting.setDefaultAutoSelectFamilyAttemptTimeout,
};
