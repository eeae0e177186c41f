// An older name of parts of node:http.
'use strict';
const { methods, isToken, freeParser } = require('internal/http/common');
const { HTTPParser, hasInvalidCharacter } = require('internal/http_native');
module.exports = {
  _checkInvalidHeaderChar: hasInvalidCharacter,
  _checkIsHttpToken: isToken,
  chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
  continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
  CRLF: '\r\n',
  freeParser,
  methods,
  HTTPParser,
};
