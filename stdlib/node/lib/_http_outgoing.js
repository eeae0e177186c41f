// An older name of a part of node:http.
'use strict';
const { OutgoingMessage, validateHeaderName, validateHeaderValue } = require('http');
const { kHighWaterMark, kUniqueHeaders, parseUniqueHeaders } = require('internal/http/outgoing');
module.exports = {
  kHighWaterMark, kUniqueHeaders, parseUniqueHeadersOption: parseUniqueHeaders, validateHeaderName, validateHeaderValue, OutgoingMessage,
};
