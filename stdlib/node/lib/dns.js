// node:dns: names by the system's resolver.
'use strict';
const dns = require('internal/dns_native');
const native = require('internal/native');
const check = require('internal/validate');
const { isIP } = require('internal/net/address');

const kOrders = ['verbatim', 'ipv4first', 'ipv6first'];
let defaultOrder = 'verbatim';

function readFamily(family) {
  if (family === undefined || family === null || family === 'IPv4' || family === 'IPv6')
    return family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : 0;
  check.oneOf(family, 'options.family', [0, 4, 6]);
  return family;
}

function readOptions(options) {
  const { hints, all, verbatim, order } = options;
  if (hints !== undefined && hints !== null) {
    check.number(hints, 'options.hints');
    if ((hints >>> 0) & ~(dns.ADDRCONFIG | dns.ALL | dns.V4MAPPED)) throw native.invalidArgValue('hints', hints);
  }
  const family = readFamily(options.family);
  if (all !== undefined && all !== null) check.boolean(all, 'options.all');
  if (verbatim !== undefined && verbatim !== null) check.boolean(verbatim, 'options.verbatim');
  if (order !== undefined && order !== null) check.oneOf(order, 'options.order', kOrders);
  return {
    hints: hints === undefined || hints === null ? 0 : hints >>> 0,
    family,
    all: all === true,
    order: order ?? (verbatim === undefined || verbatim === null ? defaultOrder : verbatim ? 'verbatim' : 'ipv4first'),
  };
}

function checkName(hostname) {
  if (hostname && typeof hostname !== 'string') throw native.invalidArgType('hostname', 'of type string', hostname);
}

function sorted(addresses, order) {
  const rows = addresses.map((address) => ({ address, family: isIP(address) }));
  if (order === 'verbatim') return rows;
  const first = order === 'ipv4first' ? 4 : 6;
  return [...rows.filter((row) => row.family === first), ...rows.filter((row) => row.family !== first)];
}

// done(error, rows); in a later tick.
function resolve(hostname, options, done) {
  if (!hostname) {
    process.nextTick(done, null, options.all ? [] : [{ address: null, family: options.family === 6 ? 6 : 4 }]);
    return;
  }
  const family = isIP(hostname);
  if (family !== 0) {
    process.nextTick(done, null, [{ address: hostname, family }]);
    return;
  }
  const status = dns.lookup(hostname, options.family, options.hints, (failure, addresses) => {
    if (failure !== 0) done(dns.dnsError(failure, 'getaddrinfo', hostname));
    else done(null, sorted(addresses, options.order));
  });
  if (status !== 0) process.nextTick(done, dns.dnsError(status, 'getaddrinfo', hostname));
}

function lookup(hostname, options, callback) {
  checkName(hostname);
  let read;
  if (typeof options === 'function') {
    callback = options;
    read = readOptions({});
  } else if (typeof options === 'number') {
    check.callback(callback, 'callback');
    check.oneOf(options, 'family', [0, 4, 6]);
    read = readOptions({ family: options });
  } else if (options !== undefined && typeof options !== 'object') {
    check.callback(arguments.length === 2 ? options : callback, 'callback');
    throw native.invalidArgType('options', 'of type object or integer', options);
  } else {
    check.callback(callback, 'callback');
    read = readOptions(options ?? {});
  }
  resolve(hostname, read, (error, rows) => {
    if (error) callback(error);
    else if (read.all) callback(null, rows);
    else callback(null, rows[0].address, rows[0].family);
  });
  return {};
}

function checkService(address, port, count) {
  if (count) throw native.makeError('TypeError', 'ERR_MISSING_ARGS', `The ${count} arguments must be specified`);
  if (isIP(address) === 0) throw native.invalidArgValue('address', address);
  return check.port(port);
}

function service(address, port, done) {
  const status = dns.lookupService(address, port, (failure, hostname, name) => {
    if (failure !== 0) done(dns.dnsError(failure, 'getnameinfo', address));
    else done(null, hostname, name);
  });
  if (status !== 0) throw dns.dnsError(status, 'getnameinfo', address);
}

function lookupService(address, port, callback) {
  port = checkService(address, port, arguments.length === 3 ? '' : '"address", "port", and "callback"');
  check.callback(callback, 'callback');
  service(address, port, callback);
  return {};
}

const promises = {
  lookup(hostname, options) {
    checkName(hostname);
    if (typeof options === 'number') check.oneOf(options, 'family', [0, 4, 6]);
    else if (options !== undefined && options !== null && typeof options !== 'object') throw native.invalidArgType('options', 'of type object or integer', options);
    else if (typeof options?.family === 'string') check.oneOf(options.family, 'options.family', [0, 4, 6]);
    const read = readOptions(typeof options === 'number' ? { family: options } : options ?? {});
    return new Promise((fulfil, reject) => {
      resolve(hostname, read, (error, rows) => {
        if (error) reject(error);
        else fulfil(read.all ? rows : rows[0]);
      });
    });
  },
  lookupService(address, port) {
    port = checkService(address, port, arguments.length === 2 ? '' : '"address" and "port"');
    return new Promise((fulfil, reject) => {
      service(address, port, (error, hostname, name) => {
        if (error) reject(error);
        else fulfil({ hostname, service: name });
      });
    });
  },
  getDefaultResultOrder: () => defaultOrder,
  setDefaultResultOrder,
};

function setDefaultResultOrder(order) {
  check.oneOf(order, 'dnsOrder', kOrders);
  defaultOrder = order;
}

const custom = Symbol.for('nodejs.util.promisify.custom');
Object.defineProperty(lookup, custom, { value: promises.lookup, enumerable: false });
Object.defineProperty(lookupService, custom, { value: promises.lookupService, enumerable: false });

const kCodes = {
  NODATA: 'ENODATA', FORMERR: 'EFORMERR', SERVFAIL: 'ESERVFAIL', NOTFOUND: 'ENOTFOUND', NOTIMP: 'ENOTIMP', REFUSED: 'EREFUSED',
  BADQUERY: 'EBADQUERY', BADNAME: 'EBADNAME', BADFAMILY: 'EBADFAMILY', BADRESP: 'EBADRESP', CONNREFUSED: 'ECONNREFUSED',
  TIMEOUT: 'ETIMEOUT', EOF: 'EOF', FILE: 'EFILE', NOMEM: 'ENOMEM', DESTRUCTION: 'EDESTRUCTION', BADSTR: 'EBADSTR',
  BADFLAGS: 'EBADFLAGS', NONAME: 'ENONAME', BADHINTS: 'EBADHINTS', NOTINITIALIZED: 'ENOTINITIALIZED',
  LOADIPHLPAPI: 'ELOADIPHLPAPI', ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS', CANCELLED: 'ECANCELLED',
};

const resolver = require('internal/dns/resolver');

module.exports = {
  lookup,
  lookupService,
  Resolver: resolver.Resolver,
  getDefaultResultOrder: promises.getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: resolver.setServers,
  ADDRCONFIG: dns.ADDRCONFIG,
  ALL: dns.ALL,
  V4MAPPED: dns.V4MAPPED,
  ...kCodes,
  ...resolver.methods,
};
// As util.promisify finds them.
for (const name of Object.keys(resolver.methods))
  Object.defineProperty(module.exports[name], custom, { value: resolver.promiseMethods[name], enumerable: false });
module.exports.promises = {
  lookup: promises.lookup,
  lookupService: promises.lookupService,
  Resolver: resolver.PromisesResolver,
  getDefaultResultOrder: promises.getDefaultResultOrder,
  setDefaultResultOrder,
  setServers: resolver.setServers,
  ...kCodes,
  ...resolver.promiseMethods,
};
