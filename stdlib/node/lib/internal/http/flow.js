// Back-pressure of bodies onto connections: sockets of node:net stop reading, other streams pause.
'use strict';
exports.pauseReading = (socket) => {
  if (socket._pauseReading) socket._pauseReading();
  else socket.pause();
};
exports.resumeReading = (socket) => {
  if (socket._paused) return;
  if (socket._resumeReading) socket._resumeReading();
  else socket.resume();
};
