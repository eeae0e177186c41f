// node:cluster: of a process that is nobody's worker and cannot have any.
'use strict';
const EventEmitter = require('events');
const native = require('internal/native');

const cluster = new EventEmitter();
module.exports = cluster;

function Worker(options) {
  if (!(this instanceof Worker)) return new Worker(options);
  EventEmitter.call(this);
  this.exitedAfterDisconnect = undefined;
  this.state = options?.state ?? 'none';
  this.id = options?.id | 0;
}
Object.setPrototypeOf(Worker.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Worker, EventEmitter);

cluster.isWorker = false;
cluster.isMaster = true;
cluster.isPrimary = true;
cluster.Worker = Worker;
cluster.workers = {};
cluster.settings = {};
cluster.SCHED_NONE = 1;
cluster.SCHED_RR = 2;
cluster.schedulingPolicy = 2;
cluster.setupPrimary = (options) => {
  Object.assign(cluster.settings, { args: process.argv.slice(2), exec: process.argv[1], execArgv: process.execArgv, silent: false }, options);
  process.nextTick(() => cluster.emit('setup', cluster.settings));
};
cluster.setupMaster = cluster.setupPrimary;
cluster.fork = () => {
  throw native.makeError('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'cluster.fork is not provided by compiled programs');
};
cluster.disconnect = (callback) => {
  if (typeof callback === 'function') process.nextTick(callback);
};
