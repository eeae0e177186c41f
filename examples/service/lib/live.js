// Tells every page of what changes, by WebSocket.
'use strict';
const { WebSocket, WebSocketServer } = require('ws');
const tickets = require('./tickets');

const kHeartbeat = 30_000;

function start(server) {
  const sockets = new WebSocketServer({ server, path: '/live' });

  const tell = (event) => (ticket) => {
    const message = JSON.stringify({ event, ticket });
    for (const socket of sockets.clients) {
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    }
  };
  tickets.events.on('created', tell('created'));
  tickets.events.on('changed', tell('changed'));

  sockets.on('connection', (socket) => {
    socket.isAlive = true;
    socket.on('pong', () => { socket.isAlive = true; });
    socket.on('error', () => socket.terminate());
  });
  // Who did not answer the last ping is gone.
  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!socket.isAlive) {
        socket.terminate();
        continue;
      }
      socket.isAlive = false;
      socket.ping();
    }
  }, kHeartbeat);

  return {
    close() {
      clearInterval(heartbeat);
      for (const socket of sockets.clients) socket.close(1001, 'the service ends');
      sockets.close();
    },
  };
}

module.exports = { start };
