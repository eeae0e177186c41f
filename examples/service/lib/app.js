// The routes: the page, the tickets, the service's health.
'use strict';
const path = require('node:path');
const { setTimeout } = require('node:timers/promises');
const express = require('express');
const { pool } = require('./database');
const { HttpError } = require('./errors');
const log = require('./log');
const tickets = require('./tickets');

const kPatience = 2000;
const PUBLIC = path.join(__dirname, '..', 'public');

// 'ok', or what is wrong. Who waits for a lost server to come back is as good as failing.
async function stateOf(check) {
  const late = new AbortController();
  const patience = setTimeout(kPatience, 'no answer', { signal: late.signal });
  patience.catch(() => {});
  const state = await Promise.race([patience, check().then(() => 'ok', (error) => error.message || error.code)]);
  late.abort();
  return state;
}

function health(jobs) {
  return async (request, response) => {
    const [database, queue] = await Promise.all([stateOf(() => pool.query('SELECT 1')), stateOf(jobs.check)]);
    const healthy = database === 'ok' && queue === 'ok';
    response.status(healthy ? 200 : 503).json({ status: healthy ? 'ok' : 'failing', database, queue });
  };
}

function api() {
  const router = express.Router();
  router.use(express.json({ limit: '16kb' }));
  router.get('/tickets', async (request, response) => { response.json(await tickets.list(request.query)); });
  router.get('/tickets/:id', async (request, response) => { response.json(await tickets.find(request.params.id)); });
  router.post('/tickets', async (request, response) => {
    const ticket = await tickets.create(request.body);
    response.status(201).location(`/api/tickets/${ticket.id}`).json(ticket);
  });
  router.patch('/tickets/:id', async (request, response) => { response.json(await tickets.update(request.params.id, request.body)); });
  return router;
}

// Express knows it by its four parameters.
function answerError(error, request, response, next) {
  if (response.headersSent) return next(error);
  // Those of express.json() bring a status as well.
  const status = error.status >= 400 && error.status < 500 ? error.status : 500;
  if (status === 500) log.error('request failed', error, { method: request.method, url: request.originalUrl });
  response.status(status).json({ error: status === 500 ? 'the service failed' : error.message, details: error.details });
}

function createApp({ jobs }) {
  const app = express();
  app.disable('x-powered-by');
  app.get('/health', health(jobs));
  app.use('/api', api());
  app.use(express.static(PUBLIC));
  app.use((request) => { throw new HttpError(404, `there is no ${request.path}`); });
  app.use(answerError);
  return app;
}

module.exports = { createApp };
