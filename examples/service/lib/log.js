// One line of JSON an event, to the standard output.
'use strict';

function log(event, details = {}) {
  console.log(JSON.stringify({ time: new Date().toISOString(), event, ...details }));
}

log.error = (event, error, details = {}) => log(event, { ...details, error: error.message, code: error.code });

module.exports = log;
