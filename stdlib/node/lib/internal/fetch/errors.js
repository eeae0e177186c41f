// The errors of undici that programs find as the cause of "fetch failed" and "terminated".
'use strict';
function define(name, code, text) {
  const Class = {
    [name]: class extends Error {
      constructor(message, facts) {
        super(message || text);
        this.name = name;
        this.code = code;
        if (facts !== undefined) Object.assign(this, facts);
      }
    },
  }[name];
  return Class;
}
exports.SocketError = define('SocketError', 'UND_ERR_SOCKET', 'Socket error');
exports.ConnectTimeoutError = define('ConnectTimeoutError', 'UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error');
exports.HeadersTimeoutError = define('HeadersTimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error');
exports.BodyTimeoutError = define('BodyTimeoutError', 'UND_ERR_BODY_TIMEOUT', 'Body Timeout Error');

// What a connection was, for a SocketError.
exports.socketFacts = (socket) => ({
  localAddress: socket.localAddress, localPort: socket.localPort, remoteAddress: socket.remoteAddress, remotePort: socket.remotePort,
  remoteFamily: socket.remoteFamily, timeout: socket.timeout, bytesWritten: socket.bytesWritten, bytesRead: socket.bytesRead,
});
