// Addresses: what they are, and Node's errors that name one.
'use strict';
const streams = require('internal/stream_native');
const native = require('internal/native');

exports.isIP = streams.isIP;
exports.isIPv4 = (text) => streams.isIP(text) === 4;
exports.isIPv6 = (text) => streams.isIP(text) === 6;
exports.connectError = streams.connectError;
exports.listenError = streams.listenError;
exports.invalidAddress = (address) => native.makeError('TypeError', 'ERR_INVALID_IP_ADDRESS', `Invalid IP address: ${address}`);
// "-1" and "x" are paths, "1" is a port.
exports.isPipeName = (value) => typeof value === 'string' && !((Number(value)) >= 0);
