// What the environment says, with what suits a developer's machine where it says nothing.
'use strict';

function number(name, fallback) {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} is no number: ${text}`);
  return value;
}

module.exports = {
  host: process.env.HOST || '127.0.0.1',
  port: number('PORT', 8080), // 0: any that is free
  // PostgreSQL is found as psql finds it: PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE.
  poolSize: number('PGPOOLSIZE', 10),
  redis: { host: process.env.REDIS_HOST || '127.0.0.1', port: number('REDIS_PORT', 6379) },
  mail: {
    host: process.env.SMTP_HOST || '127.0.0.1',
    port: number('SMTP_PORT', 25),
    user: process.env.SMTP_USER,
    password: process.env.SMTP_PASSWORD,
    from: process.env.MAIL_FROM || 'Tickets <tickets@localhost>',
  },
  shutdownTimeout: number('SHUTDOWN_TIMEOUT', 10_000),
};
