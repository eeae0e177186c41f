const pino = require('pino');
const logger = pino({ base: null, timestamp: false }, pino.destination({ sync: true, dest: 1 }));
logger.info('hello');
logger.info({ a: 1 }, 'object %s %d %j', 's', 5, { x: [1] });
logger.child({ c: 1 }).warn('child');
logger.level = 'debug';
logger.debug({ nested: { a: [1, 2] } }, 'debug');
logger.trace('not shown');
const lines = [];
const redacting = pino({
  name: 'n', base: undefined, timestamp: () => ',"time":"t"', redact: ['secret', 'user.password'],
  formatters: { level: (label) => ({ level: label }) }, serializers: { err: (error) => error.message },
}, { write: (line) => lines.push(line) });
redacting.info({ secret: 's', user: { password: 'p', name: 'n' } }, 'redacted');
redacting.error({ err: new Error('boom') });
redacting.fatal('last');
console.log(lines.join(''));
console.log(pino.levels.values, typeof pino.stdSerializers.err, logger.isLevelEnabled('trace'));
