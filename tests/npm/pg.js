// pg against a real PostgreSQL: types, parameters, prepared statements, transactions, pools, errors, notifications, streams of rows.
'use strict';
const { Client, Pool, types, escapeIdentifier, escapeLiteral } = require('pg');
const { once } = require('events');

const show = ({ command, rowCount, rows }) => console.log(command, rowCount, rows);

async function queries() {
  const client = new Client({ application_name: 'test' });
  client.on('notice', (notice) => console.log('notice', notice.severity, notice.message));
  await client.connect();
  show(await client.query('SELECT 1 AS one, $1::text AS text, current_setting(\'application_name\') AS name', ['ü €']));
  show(await client.query(`SELECT 1::int2 a, 2147483648::int8 b, 1.5::float8 c, 1.50::numeric d, true e, NULL f, '2024-02-03'::date g, '2024-02-03T04:05:06Z'::timestamptz h,
    '{"a":[1,null]}'::jsonb i, ARRAY[1,2,NULL] j, ARRAY['x','y "z"'] k, '\\x00ff'::bytea l, '1 day 02:03:04.5'::interval m, 'f47ac10b-58cc-4372-a567-0e02b2c3d479'::uuid n, '(1,2)'::point o,
    'NaN'::float4 p, '{{1,2},{3,4}}'::int[][] q, 'char'::"char" r, '10.0.0.1'::inet s, '[1,5)'::int4range t`));
  await client.query('CREATE TABLE people (id serial PRIMARY KEY, name text NOT NULL UNIQUE, data jsonb, tags text[], photo bytea, born timestamptz DEFAULT \'2000-01-01Z\')');
  show(await client.query('INSERT INTO people (name, data, tags, photo) VALUES ($1, $2, $3, $4), ($5, NULL, $6, NULL) RETURNING id, name', ['Ada', { a: 1 }, ['x', 'y,"z"', null], Buffer.from([0, 1, 255]), 'Bob', []]));
  show(await client.query({ text: 'SELECT * FROM people WHERE id = ANY($1) ORDER BY id', values: [[1, 2]], rowMode: 'array' }));
  const { fields } = await client.query('SELECT id, name FROM people LIMIT 0');
  console.log(fields.map(({ name, dataTypeID, dataTypeSize, format }) => ({ name, dataTypeID, dataTypeSize, format })));
  for (const id of [1, 2, 3]) show(await client.query({ name: 'by-id', text: 'SELECT name FROM people WHERE id = $1', values: [id] }));
  const several = await client.query('SELECT 1 AS a; SELECT 2 AS b, 3 AS c; UPDATE people SET name = name');
  console.log(several.map(({ command, rowCount, rows }) => [command, rowCount, rows]));
  console.log((await client.query('SELECT $1::int + $2 AS sum, $3::date AS day', [1, '2', new Date(Date.UTC(2024, 1, 3))])).rows);
  await client.query("DO $$ BEGIN RAISE NOTICE 'noticed %', 5; END $$");
  console.log(escapeIdentifier('a"b'), escapeLiteral("it's \\"));

  for (const [text, values] of [['SELEC 1'], ['SELECT * FROM missing'], ['INSERT INTO people (name) VALUES ($1)', ['Ada']], ['INSERT INTO people (name) VALUES (NULL)'], ['SELECT 1/0'], ['SELECT $1::int', ['x']], ['SELECT $1, $2', [1]], ['SELECT nothing']]) {
    await client.query(text, values).catch(({ name, code, severity, position, detail, constraint, table, message }) => console.log({ name, code, severity, position, detail, constraint, table, message }));
  }
  await new Promise((done) => client.query('SELECT 5 AS five', (error, result) => { console.log('callback', error, result.rows); done(); }));
  client.end();
  await once(client, 'end');
  await client.query('SELECT 1').catch((error) => console.log(error.message));
}

async function transactions() {
  const pool = new Pool({ max: 2, idleTimeoutMillis: 100 });
  const events = [];
  for (const event of ['connect', 'acquire', 'release', 'remove']) pool.on(event, () => events.push(event));
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query("INSERT INTO people (name) VALUES ('Eve')");
  await client.query('SAVEPOINT s');
  await client.query('INSERT INTO people (name) VALUES (NULL)').catch((error) => console.log(error.code));
  await client.query('SELECT 1').catch((error) => console.log(error.message));
  await client.query('ROLLBACK TO s');
  console.log((await pool.query('SELECT count(*)::int FROM people')).rows, (await client.query('SELECT count(*)::int FROM people')).rows);
  await client.query('ROLLBACK');
  client.release();
  console.log((await pool.query('SELECT count(*) FROM people')).rows);
  const sums = await Promise.all(Array.from({ length: 10 }, (_, i) => pool.query('SELECT $1::int * 2 AS twice', [i])));
  console.log(sums.map(({ rows }) => rows[0].twice), pool.totalCount, pool.waitingCount);
  types.setTypeParser(types.builtins.INT8, BigInt);
  console.log((await pool.query('SELECT 9007199254740993::int8 AS big')).rows);
  const listener = await pool.connect();
  const told = once(listener, 'notification');
  await listener.query('LISTEN news');
  await pool.query("SELECT pg_notify('news', 'payload ü')");
  const [{ channel, payload }] = await told;
  console.log(channel, payload);
  listener.release(true);
  const doomed = await pool.connect();
  doomed.on('error', (error) => console.log('client error', error.code ?? error.message));
  await doomed.query('SELECT pg_terminate_backend(pg_backend_pid())').catch((error) => console.log(error.code, error.message));
  doomed.release(new Error('gone'));
  await pool.end();
  // The connections' ends are not waited for by end().
  while (!events.includes('remove')) await new Promise((done) => setTimeout(done, 5));
  console.log(events.includes('connect') && events.includes('acquire') && events.includes('release') && events.includes('remove'), pool.ended);
  await pool.connect().catch((error) => console.log(error.message));
}

async function connections() {
  const big = new Client();
  await big.connect();
  const { rows } = await big.query("SELECT i, repeat('x', i) AS text FROM generate_series(1, 3000) i");
  console.log(rows.length, rows.reduce((sum, { text }) => sum + text.length, 0));
  const large = Buffer.alloc(2_000_000, 'y');
  console.log((await big.query('SELECT length($1::bytea) AS length, $1::bytea AS back', [large])).rows.map(({ length, back }) => [length, back.equals(large)]));
  await big.query("SET statement_timeout = '20ms'");
  await big.query('SELECT pg_sleep(5)').catch((error) => console.log(error.code, error.message));
  await big.query("RESET statement_timeout; CREATE ROLE guarded LOGIN PASSWORD 'secret'; SET password_encryption = 'md5'; CREATE ROLE older LOGIN PASSWORD 'secret'");
  await big.query("COPY (SELECT 1) TO '/dev/null'").catch((error) => console.log(error.code));
  const file = (await big.query('SHOW hba_file')).rows[0].hba_file;
  await big.query(`CREATE TABLE hba (line text); COPY hba FROM '${file}'`);
  await big.query(`COPY (SELECT 'host all guarded all scram-sha-256' UNION ALL SELECT 'host all older all md5' UNION ALL SELECT line FROM hba) TO '${file}'`).catch((error) => console.log(error.message));
  await big.query('SELECT pg_reload_conf()');
  await big.end();
  for (const [user, password] of [['guarded', 'secret'], ['guarded', 'wrong'], ['older', 'secret'], ['guarded', undefined], ['nobody', '']]) {
    const client = new Client({ user, password });
    await client.connect().then(async () => console.log(user, (await client.query('SELECT current_user')).rows), (error) => console.log(user, error.code, error.message));
    await client.end().catch(() => {});
  }
  await new Client({ port: 1 }).connect().catch((error) => console.log(error.code));
  await new Client({ database: 'none' }).connect().catch((error) => console.log(error.code, error.message));
}

queries().then(transactions).then(connections);
