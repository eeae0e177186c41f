// An older name of a part of node:http.
'use strict';
const { IncomingMessage } = require('http');
const { pauseReading, resumeReading } = require('internal/http/flow');
module.exports = { IncomingMessage, readStart: resumeReading, readStop: pauseReading };
