// Tickets: what they may be, and where they are kept.
'use strict';
const { EventEmitter } = require('node:events');
const { pool } = require('./database');
const { HttpError } = require('./errors');

const STATUSES = ['open', 'closed'];
const COLUMNS = 'id, title, email, status, created_at AS "createdAt", notified_at AS "notifiedAt"';

// 'created' and 'changed', each with the ticket.
const events = new EventEmitter();

function check(body, rules) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new HttpError(400, 'the body is no JSON object');
  const values = {}, details = {};
  for (const [name, rule] of Object.entries(rules)) {
    try {
      values[name] = rule(body[name]);
    } catch (error) {
      details[name] = error.message;
    }
  }
  for (const name of Object.keys(body)) {
    if (!(name in rules)) details[name] = 'is not known';
  }
  if (Object.keys(details).length > 0) throw new HttpError(422, 'the ticket is not valid', details);
  return values;
}

function text(most) {
  return (value) => {
    const trimmed = typeof value === 'string' ? value.trim() : '';
    if (trimmed === '') throw new Error('is missing');
    if (trimmed.length > most) throw new Error(`has more than ${most} characters`);
    return trimmed;
  };
}

function email(value) {
  const address = text(254)(value);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) throw new Error('is no e-mail address');
  return address;
}

function status(value) {
  if (!STATUSES.includes(value)) throw new Error(`is none of ${STATUSES.join(', ')}`);
  return value;
}

function identifier(value) {
  if (!/^[1-9]\d{0,17}$/.test(value)) throw new HttpError(404, 'there is no such ticket');
  return value;
}

async function list({ status: wanted, limit = '50' } = {}) {
  if (wanted !== undefined && !STATUSES.includes(wanted)) throw new HttpError(400, `status is none of ${STATUSES.join(', ')}`);
  if (!/^\d{1,3}$/.test(limit)) throw new HttpError(400, 'limit is no number below 1000');
  const { rows } = await pool.query(
    `SELECT ${COLUMNS} FROM tickets WHERE $1::text IS NULL OR status = $1 ORDER BY id DESC LIMIT $2`, [wanted ?? null, limit]);
  return rows;
}

async function find(id) {
  const { rows } = await pool.query(`SELECT ${COLUMNS} FROM tickets WHERE id = $1`, [identifier(id)]);
  if (rows.length === 0) throw new HttpError(404, 'there is no such ticket');
  return rows[0];
}

async function create(body) {
  const ticket = check(body, { title: text(200), email });
  const { rows } = await pool.query(`INSERT INTO tickets (title, email) VALUES ($1, $2) RETURNING ${COLUMNS}`, [ticket.title, ticket.email]);
  events.emit('created', rows[0]);
  return rows[0];
}

async function change(sql, values) {
  const { rows } = await pool.query(sql, values);
  if (rows.length > 0) events.emit('changed', rows[0]);
  return rows[0];
}

async function update(id, body) {
  const values = check(body, { status });
  const ticket = await change(`UPDATE tickets SET status = $2 WHERE id = $1 RETURNING ${COLUMNS}`, [identifier(id), values.status]);
  if (ticket === undefined) throw new HttpError(404, 'there is no such ticket');
  return ticket;
}

const markNotified = (id) => change(`UPDATE tickets SET notified_at = now() WHERE id = $1 AND notified_at IS NULL RETURNING ${COLUMNS}`, [id]);

async function toNotify() {
  return (await pool.query('SELECT id FROM tickets WHERE notified_at IS NULL ORDER BY id')).rows.map(({ id }) => id);
}

module.exports = { events, list, find, create, update, markNotified, toNotify };
