// Tickets over REST and WebSocket. Puts the parts together, and takes them apart on SIGTERM.
'use strict';
const http = require('node:http');
const { createApp } = require('./lib/app');
const config = require('./lib/config');
const { pool, migrate } = require('./lib/database');
const jobs = require('./lib/jobs');
const live = require('./lib/live');
const log = require('./lib/log');

async function main() {
  const ran = await migrate();
  if (ran.length > 0) log('migrated', { ran });
  const queue = jobs.start();
  const server = http.createServer(createApp({ jobs: queue }));
  const pages = live.start(server);
  await new Promise((resolve, reject) => server.once('error', reject).listen(config.port, config.host, resolve));
  log('listening', { host: config.host, port: server.address().port });
  const recovered = await queue.recover();
  if (recovered > 0) log('queued again', { tickets: recovered });
  endOnSignals(async () => {
    // No new connections; requests that are under way are answered.
    const closed = new Promise((resolve) => server.close(resolve));
    pages.close();
    await closed;
    await queue.close();
    await pool.end();
  });
}

function endOnSignals(stop) {
  let stopping = false;
  const end = async (signal) => {
    if (stopping) return;
    stopping = true;
    log('stopping', { signal });
    setTimeout(() => {
      log('stopping took too long');
      process.exit(1);
    }, config.shutdownTimeout).unref();
    await stop();
    log('stopped');
  };
  process.on('SIGTERM', end).on('SIGINT', end);
}

main().catch((error) => {
  log.error('cannot start', error);
  process.exit(1);
});
