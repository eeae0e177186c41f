// ioredis through the death of its server: a redis-server of its own on a Unix socket is killed and comes back; what waited meanwhile is sent, subscriptions return,
// a transaction and a script are lost and found; pipelines of many commands, streams of keys and values, blocking reads that end.
'use strict';
const { spawn } = require('child_process');
const { once } = require('events');
const { pipeline } = require('stream/promises');
const { Writable } = require('stream');
const fs = require('fs');
const os = require('os');
const path = require('path');
const Redis = require('ioredis');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'redis-')), socket = path.join(folder, 's');
const options = { path: socket, retryStrategy: () => 10, maxRetriesPerRequest: null };

async function start() {
  // With an end, should this program not come to its own.
  const server = spawn('timeout', ['60', 'redis-server', '--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--dir', folder], { stdio: 'ignore' });
  while (!fs.existsSync(socket)) await new Promise((done) => setTimeout(done, 10));
  return server;
}
async function kill(server, redis) {
  const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))[1]);
  const gone = once(server, 'exit');
  process.kill(pid, 'SIGKILL');
  await gone;
  fs.rmSync(socket, { force: true });
}

async function main() {
  let server = await start();
  const redis = new Redis(options), states = [];
  for (const event of ['connect', 'ready', 'close', 'reconnecting', 'end']) redis.on(event, (delay) => states.push(delay === undefined ? event : `${event} ${delay}`));
  redis.on('error', () => {});  // one for every attempt
  await redis.ping();

  const many = redis.pipeline();
  for (let i = 0; i < 1000; ++i) many.set(`key:${i}`, `value ${i}`).expire(`key:${i}`, 1000);
  const results = await many.exec();
  console.log(results.length, results.every(([error, value]) => error === null && (value === 'OK' || value === 1)), await redis.dbsize());
  const transaction = await redis.multi().incr('count').hset('hash', 'a', 1, 'b', 2).hgetall('hash').lrange('none', 0, -1).exec();
  console.log(transaction);
  await redis.multi().set('x', 1).call('NOTHING').exec().catch((error) => console.log(error.name, error.message, error.previousErrors.map(({ message }) => message)));
  console.log(await redis.pipeline([['set', 'x', 1], ['lpush', 'x', 1], ['get', 'x']]).exec().then((list) => list.map(([error, value]) => error?.name ?? value)));

  const keys = new Set();
  await pipeline(redis.scanStream({ match: 'key:9*', count: 100 }), new Writable({ objectMode: true, write(found, encoding, done) { for (const key of found) keys.add(key); redis.mget(found.length ? found : ['x']).then(() => done(), done); } }));
  console.log(keys.size, [...keys].sort().slice(0, 3));
  await redis.zadd('scores', ...Array.from({ length: 200 }, (_, i) => [i, `m${i}`]).flat());
  let sum = 0;
  for await (const part of redis.zscanStream('scores', { count: 20 })) for (let i = 1; i < part.length; i += 2) sum += Number(part[i]);
  const fields = {};
  for await (const part of redis.hscanStream('hash')) for (let i = 0; i < part.length; i += 2) fields[part[i]] = part[i + 1];
  console.log(sum, fields);

  redis.defineCommand('take', { numberOfKeys: 1, lua: `
    local left = tonumber(redis.call('GET', KEYS[1]) or ARGV[1])
    if left <= 0 then return redis.error_reply('EMPTY nothing left') end
    redis.call('SET', KEYS[1], left - 1)
    return {left - 1, KEYS[1], cjson.encode({left = left})}` });
  console.log(await redis.take('stock', 2), await redis.take('stock', 2), await redis.take('stock', 2).catch((error) => `${error.name} ${error.message}`), await redis.pipeline().take('other', 1).get('other').exec());

  const subscriber = new Redis(options), messages = [];
  subscriber.on('error', () => {});
  subscriber.on('message', (channel, message) => messages.push(`${channel}: ${message}`));
  subscriber.on('pmessage', (pattern, channel, message) => messages.push(`${pattern} ${channel}: ${message}`));
  await subscriber.subscribe('news');
  await subscriber.psubscribe('new?');
  await redis.publish('news', 'before');

  const blocking = new Redis({ ...options, autoResendUnfulfilledCommands: false, retryStrategy: null });
  blocking.on('error', () => {});
  await blocking.ping();
  const blocked = blocking.blpop('never', 0).catch((error) => console.log('blocked:', error.message, blocking.status));
  const subscribedAgain = new Promise((done) => subscriber.once('ready', done));
  await kill(server, redis);
  await blocked;
  const waiting = [redis.get('key:7'), redis.incr('count'), redis.take('stock', 2).catch((error) => error.message)];
  console.log('waiting', waiting.length);
  server = await start();
  console.log(await Promise.all(waiting));
  await subscribedAgain;
  while (await redis.publish('news', 'after') < 2) await new Promise((done) => setTimeout(done, 10));
  while (!messages.includes('new? news: after')) await new Promise((done) => setTimeout(done, 5));
  console.log([...new Set(messages)]);
  console.log([...new Set(states)], redis.status, redis.mode);

  const fails = new Redis({ ...options, maxRetriesPerRequest: 0, lazyConnect: true, enableOfflineQueue: false });
  await fails.get('x').catch((error) => console.log(error.message));
  if (fails.status !== 'ready') await once(fails, 'ready');
  console.log(await fails.get('x'), await fails.connect().catch((error) => error.message));
  const limited = new Redis({ ...options, commandTimeout: 50 });
  console.log(await limited.blpop('never', 0).catch((error) => error.message));
  limited.disconnect();
  fails.disconnect();
  const exits = once(server, 'exit');
  subscriber.disconnect();
  redis.options.retryStrategy = null;
  await redis.shutdown('NOSAVE').catch((error) => error.message);
  console.log((await exits)[0], redis.status === 'ready');
  if (redis.status !== 'end') await once(redis, 'end');
  console.log(redis.status, await redis.get('x').catch((error) => error.message));
  fs.rmSync(folder, { recursive: true });
}

main();
