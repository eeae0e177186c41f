// ioredis against a real redis-server: commands of each kind, pipelines, transactions, scripts, subscriptions, streams, scans, errors.
'use strict';
const Redis = require('ioredis');
const { once } = require('events');

const port = Number(process.env.REDIS_PORT);

async function commands() {
  const redis = new Redis({ port, host: '127.0.0.1', lazyConnect: true });
  const states = [];
  for (const event of ['connecting', 'connect', 'ready', 'close', 'end']) redis.on(event, () => states.push(event));
  await redis.connect();
  console.log(await redis.set('key', 'wert ü'), await redis.get('key'), await redis.getBuffer('key'), await redis.get('missing'), await redis.set('key', 'x', 'EX', 100, 'NX'));
  console.log(await redis.mset({ a: 1, b: '2' }), await redis.mget('a', 'b', 'c'), await redis.incrby('a', 5), await redis.incrbyfloat('a', 0.5), await redis.append('b', '!'), await redis.ttl('a'));
  console.log(await redis.hset('hash', { one: 1, two: 'zwei' }), await redis.hgetall('hash'), await redis.hmset('hash', new Map([['three', 3]])), await redis.hkeys('hash'), await redis.hgetall('none'));
  console.log(await redis.rpush('list', 'a', 'b', ['c', 'd']), await redis.lrange('list', 0, -1), await redis.lpop('list', 2), await redis.blpop('list', 1), await redis.blpop('none', 0.05));
  console.log(await redis.sadd('set', 'x', 'y', 'x'), (await redis.smembers('set')).sort(), await redis.zadd('sorted', 1, 'one', 2.5, 'two', '-inf', 'least'), await redis.zrange('sorted', 0, -1, 'WITHSCORES'), await redis.zrangebyscore('sorted', '(1', '+inf'));
  console.log(await redis.setbit('bits', 7, 1), await redis.getBuffer('bits'), await redis.set(Buffer.from([0, 255]), Buffer.from([254, 13, 10])), await redis.getBuffer(Buffer.from([0, 255])), await redis.object('ENCODING', 'a'), await redis.type('hash'));
  console.log(await redis.geoadd('geo', 13.4, 52.5, 'Berlin', 2.35, 48.85, 'Paris'), await redis.geodist('geo', 'Berlin', 'Paris', 'km'), await redis.pfadd('hll', 'a', 'b'), await redis.pfcount('hll'));

  for (const command of [() => redis.incr('b'), () => redis.lpush('key', 1), () => redis.call('NOTHING', 1), () => redis.set('only'), () => redis.hset('x')]) await command().catch((error) => console.log(error.name, error.message, error.command?.name));
  console.log(await redis.pipeline().set('p', 1).incr('p').get('p').lpush('p', 1).exec().then((results) => results.map(([error, value]) => error?.message ?? value)));
  console.log(await redis.multi().set('m', 1).incr('m').exec(), await redis.multi([['get', 'm'], ['incr', 'hash']]).exec().then((results) => results.map(([error, value]) => error?.message ?? value)));
  await redis.watch('m'); await redis.incr('m');
  console.log(await redis.multi().get('m').exec());
  await redis.multi({ pipeline: false }); await redis.set('q', 1); console.log(await redis.get('q'), await redis.exec());
  redis.defineCommand('addUp', { numberOfKeys: 2, lua: 'return redis.call("GET", KEYS[1]) + ARGV[1] + #KEYS' });
  console.log(await redis.addUp('m', 'x', 10), await redis.addUp('m', 'x', 20), await redis.eval('return {1, "two", {3, redis.status_reply("ok")}, false}', 0), await redis.eval('return redis.error_reply("BAD thing")', 0).catch((error) => error.message));
  for (let i = 0; i < 250; ++i) redis.sadd('many', i);
  let scanned = 0;
  for await (const keys of redis.sscanStream('many', { count: 50 })) scanned += keys.length;
  console.log(scanned >= 250, (await redis.scan(0, 'MATCH', 'ha*', 'COUNT', 1000))[1]);
  const id = await redis.xadd('stream', '1-1', 'field', 'value', 'more', 'ü');
  console.log(id, await redis.xread('STREAMS', 'stream', '0'), await redis.xgroup('CREATE', 'stream', 'group', '0'), await redis.xreadgroup('GROUP', 'group', 'me', 'COUNT', 1, 'STREAMS', 'stream', '>'), await redis.xack('stream', 'group', id));
  console.log((await redis.info('server')).includes('redis_version:7') || 'another version', redis.status, await redis.echo('x'.repeat(100000)).then((text) => text.length));
  await redis.get('key', (error, value) => console.log('callback', error, value));
  redis.disconnect();
  await once(redis, 'end');
  console.log(states);
  await redis.get('key').catch((error) => console.log(error.message));
}

async function others() {
  const subscriber = new Redis(port, { db: 2 }), publisher = new Redis(`redis://127.0.0.1:${port}/2`, { keyPrefix: 'pre:', enableAutoPipelining: true, replyTransform: null });
  subscriber.on('message', (channel, message) => console.log('message', channel, message));
  subscriber.on('pmessage', (pattern, channel, message) => console.log('pmessage', pattern, channel, message));
  subscriber.on('messageBuffer', (channel, message) => console.log(channel, message));
  const heard = once(subscriber, 'pmessage');  // the last of the three
  const subscribed = [await subscriber.subscribe('news', 'other'), await subscriber.psubscribe('n*')], receivers = await publisher.publish('news', 'hello ü');
  await heard;
  console.log(subscribed, receivers);
  await subscriber.get('x').catch((error) => console.log(error.message));
  console.log(await subscriber.unsubscribe('news', 'other'), await subscriber.punsubscribe('n*'), await Promise.all([publisher.set('k', 'v'), publisher.get('k'), publisher.incr('n')]), await subscriber.keys('*').then((keys) => keys.sort()));
  Redis.Command.setReplyTransformer('hgetall', (list) => Object.entries(Object.fromEntries(list.reduce((pairs, one, i) => (i % 2 ? pairs[pairs.length - 1].push(one) : pairs.push([one])) && pairs, []))));
  await publisher.hset('h', 'a', 1); console.log(await publisher.hgetall('h'));
  const offline = new Redis({ port: 1, retryStrategy: (times) => (times < 3 ? 5 : null), maxRetriesPerRequest: 1, connectTimeout: 200 });
  offline.on('error', (error) => console.log('error', error.code));
  await offline.get('x').catch((error) => console.log(error.name, error.message));
  if (offline.status !== 'end') await new Promise((done) => offline.on('end', done));
  const killed = new Redis(port, { retryStrategy: () => 5 });
  await killed.ping();
  const again = new Promise((done) => killed.on('reconnecting', done));
  await publisher.client('KILL', 'ID', await killed.client('ID'));
  await again;
  console.log('reconnected', await killed.ping());
  const watcher = new Redis(port);
  await watcher.ping();  // its own commands would be monitored before ioredis is ready for it
  const monitor = await watcher.monitor();
  const seen = once(monitor, 'monitor');
  await killed.set('watched', 1);
  console.log((await seen)[1]);
  monitor.disconnect();
  watcher.disconnect();
  console.log(await killed.quit(), await subscriber.quit(), await publisher.quit());
}

commands().then(others);
