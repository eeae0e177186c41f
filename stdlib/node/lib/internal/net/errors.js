// The error of a connection that its other side has ended.
'use strict';
exports.connectionReset = (message) => {
  const error = new Error(message);
  error.code = 'ECONNRESET';
  return error;
};
