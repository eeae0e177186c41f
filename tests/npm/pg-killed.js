// An Express service whose PostgreSQL dies while queries are on their way: one connection's process, a session ended by an administrator, the
// whole server. What the clients of the service see, which errors pg tells, and that the service goes on.
'use strict';
const express = require('express');
const { Client, Pool } = require('pg');
const { setTimeout: sleep } = require('timers/promises');
const { listen, request } = require('./support/http');

const told = [];
const fact = (e) => [e.name, e.code, e.severity, e.syscall, e.message.replace(/:\d+$/, ':<port>')].filter((x) => x !== undefined).join(' | ');
const pool = new Pool({ max: 4, idleTimeoutMillis: 0 });
pool.on('error', (e, client) => told.push(`idle client: ${fact(e)} ${client instanceof Client}`));

const app = express();
app.set('env', 'test');
const query = (text) => (req, res, next) => pool.query(text).then(({ rows }) => res.json(rows), next);
app.get('/plain', (req, res) => res.send('plain'));
app.get('/one', query('SELECT 1 AS one'));
app.get('/slow', query('SELECT pg_sleep(30)'));
app.get('/rows', (req, res, next) => {
  // Rows that stream into the answer.
  pool.connect().then((client) => {
    client.on('error', () => {});
    client.query('SELECT n, pg_sleep(CASE n WHEN 3 THEN 30 ELSE 0 END) FROM generate_series(1, 4) n').then(() => res.end('all'), (e) => { client.release(e); next(e); });
  }, next);
});
app.use((error, req, res, next) => { told.push(`${req.path}: ${fact(error)}`); res.status(503).json({ code: error.code ?? null }); });

// What happened since the last time; what the system orders, in an order of its own.
function show(title) {
  console.log(`--- ${title}`);
  for (const line of told.splice(0).sort()) console.log(line);
}
const get = (server, path) => request(server, 'GET', path).then(({ status, body }) => `${path} ${status} ${body}`, (e) => `${path} ${e.code}`);
const pids = async () => (await pool.query("SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()")).rows.map(({ pid }) => pid);
async function sleepers(count) {
  for (;;) { const found = await pids(); if (found.length === count) return found; await sleep(20); }
}
async function until(server, wanted) {
  for (let i = 0; i < 400; i++) { if ((await get(server, '/one')).startsWith(wanted)) return true; await sleep(25); }
  return false;
}

async function main() {
  const server = await listen(app);
  console.log(await get(server, '/one'), await get(server, '/plain'));

  const ended = [get(server, '/slow'), get(server, '/rows')];
  for (const pid of await sleepers(2)) await pool.query('SELECT pg_terminate_backend($1)', [pid]);
  console.log(await Promise.all(ended));
  show('sessions ended by an administrator');
  console.log(await get(server, '/one'));

  // The death of one server process makes PostgreSQL end all connections and start anew.
  const killed = get(server, '/slow');
  const [victim] = await sleepers(1);
  process.kill(victim, 'SIGKILL');
  console.log(await killed, await get(server, '/plain'));
  console.log('back', await until(server, '/one 200'));
  told.splice(0);

  const client = new Client();
  await client.connect();
  const events = [];
  client.on('error', (e) => events.push(`error ${fact(e)}`)).on('end', () => events.push('end'));
  const queries = [client.query('SELECT pg_sleep(30)'), client.query('SELECT 2'), client.query('SELECT 3')].map((q) => q.catch(fact));
  const last = [get(server, '/slow'), get(server, '/slow'), get(server, '/rows')];
  await sleepers(4);
  process.kill(Number(process.env.PG_PID), 'SIGQUIT');
  console.log(await Promise.all(last));
  console.log(await Promise.all(queries));
  while (!events.includes('end')) await sleep(5);
  console.log(events);
  await client.query('SELECT 4').catch((e) => console.log(fact(e)));
  console.log('gone', await until(server, '/one 503 {"code":"ECONNREFUSED"}'), await get(server, '/plain'));
  told.splice(0);
  console.log(await Promise.all(['/one', '/slow', '/rows', '/plain'].map((path) => get(server, path))));
  show('nobody listens');
  console.log(pool.totalCount, pool.idleCount, pool.waitingCount);
  await pool.end();
  server.close(() => console.log('closed'));
}
main();
