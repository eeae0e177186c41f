// winston and bcryptjs: loggers, formats, transports; password hashes.
'use strict';
const bcrypt = require('bcryptjs');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Writable } = require('stream');
const winston = require('winston');

async function logging() {
  const lines = [];
  const stream = new Writable({ decodeStrings: false, write: (chunk, encoding, done) => { lines.push(String(chunk)); done(); } });
  const { combine, printf, json, label, colorize, simple, splat, errors, uncolorize, ms, align, metadata, prettyPrint, logstash, timestamp } = winston.format;
  const shout = winston.format((info, options) => (info.secret ? false : { ...info, message: options.loud ? String(info.message).toUpperCase() : info.message }));
  const logger = winston.createLogger({
    level: 'debug', defaultMeta: { service: 'test' }, format: combine(errors({ stack: false }), splat(), shout({ loud: true }), label({ label: 'app' }), json()),
    transports: [new winston.transports.Stream({ stream })], exitOnError: false,
  });
  logger.info('hello'); logger.warn('with %s and %d', 'text', 5, { more: true }); logger.debug({ message: 'object', a: [1] }); logger.silly('not logged'); logger.error(new Error('failure')); logger.info('dropped', { secret: 1 });
  logger.log('info', 'logged', { b: 2 }); logger.log({ level: 'error', message: 'entry' });
  logger.child({ request: 7 }).info('from a child');
  console.log(logger.isLevelEnabled('silly'), logger.isDebugEnabled(), logger.levels);
  logger.level = 'error'; logger.info('below');
  logger.profile('p'); logger.profile('p');
  const kinds = { simple: simple(), printf: printf(({ level, message, ...rest }) => `${level}|${message}|${JSON.stringify(rest)}`), colour: combine(colorize({ all: true, colors: { custom: 'red bold', other: 'green' } }), simple()), plain: combine(colorize({ colors: { custom: 'blue', other: 'cyan' } }), uncolorize(), simple()),
    align: combine(align(), simple()), metadata: combine(metadata({ key: 'meta' }), json()), pretty: prettyPrint(), stamp: combine(timestamp({ format: () => 'now' }), logstash()), ms: combine(ms(), printf(({ message }) => message)) };
  for (const [name, format] of Object.entries(kinds)) {
    const one = winston.createLogger({ levels: { custom: 0, other: 1 }, level: 'other', format, transports: [new winston.transports.Stream({ stream })] });
    lines.push(`-- ${name}`);
    one.custom('message', { n: 1 }); one.other('second');
    one.close();
  }
  const file = path.join(os.tmpdir(), `kiln-winston-${process.pid}.log`);
  const toFile = winston.createLogger({ format: json(), transports: [new winston.transports.File({ filename: file }), new winston.transports.Console({ format: simple(), stderrLevels: ['error'] })] });
  toFile.info('to a file'); toFile.error('and another');
  await new Promise((done) => { toFile.on('finish', () => setTimeout(done, 30)); toFile.end(); });
  lines.push(fs.readFileSync(file, 'utf8'));
  fs.rmSync(file);
  winston.loggers.add('named', { transports: [new winston.transports.Stream({ stream })] });
  winston.loggers.get('named').info('by name');
  console.log(winston.loggers.has('named'), lines.map((line) => line.trimEnd()).join('\n'));
}

async function passwords() {
  const hash = '$2b$04$abcdefghijklmnopqrstuuvF1zp6g.qjvxQ7XVmPYVQ1vxCnIO2Nm';
  console.log(bcrypt.hashSync('secret', '$2b$04$abcdefghijklmnopqrstuu'), bcrypt.getRounds(hash), bcrypt.getSalt(hash));
  console.log(await bcrypt.hash('größe €', '$2b$05$abcdefghijklmnopqrstuu'), await bcrypt.hash('x'.repeat(80), '$2a$04$abcdefghijklmnopqrstuu'));
  const made = await bcrypt.hash('own', 4);
  console.log(made.length, made.slice(0, 7), await bcrypt.compare('own', made), await bcrypt.compare('other', made), bcrypt.compareSync('own', made), bcrypt.truncates('x'.repeat(73)));
  await bcrypt.hash('x', 'no salt').catch((error) => console.log(error.message));
  try { bcrypt.hashSync(5, 4); } catch (error) { console.log(error.message); }
  await new Promise((done) => bcrypt.genSalt(4, (error, salt) => { console.log(error, salt.length); done(); }));
  await new Promise((done) => bcrypt.hash('x', 4, (error, text) => { console.log(error, text.length); done(); }, (part) => console.log('progress', part)));
  console.log(bcrypt.encodeBase64([1, 2, 3, 255], 4), bcrypt.decodeBase64('abcd', 3));
}

logging().then(passwords);
