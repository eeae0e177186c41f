// The pool of connections, and the schema's steps that have not run yet.
'use strict';
const { Pool } = require('pg');
const config = require('./config');
const log = require('./log');
const migrations = require('./migrations');

const pool = new Pool({ max: config.poolSize, connectionTimeoutMillis: 5000, idleTimeoutMillis: 30_000 });
// An idle connection that breaks leaves the pool; the next query makes a new one.
pool.on('error', (error) => log.error('database connection lost', error));

const kMigrationLock = 7_403_001; // any number that nobody else locks

async function inTransaction(work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot roll back is of no further use.
    await client.query('ROLLBACK').then(() => client.release(), (broken) => client.release(broken));
    throw error;
  }
}

// All steps in one transaction, behind a lock: several instances may start at once.
function migrate() {
  return inTransaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [kMigrationLock]);
    await client.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, ran_at timestamptz NOT NULL DEFAULT now())');
    const done = new Set((await client.query('SELECT name FROM migrations')).rows.map(({ name }) => name));
    const missing = migrations.filter(({ name }) => !done.has(name));
    for (const { name, sql } of missing) {
      await client.query(sql);
      await client.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    }
    return missing.map(({ name }) => name);
  });
}

module.exports = { pool, migrate };
