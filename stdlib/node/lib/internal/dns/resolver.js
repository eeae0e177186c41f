// dns.Resolver: questions to name servers.
'use strict';
const { ChannelWrap } = require('internal/dns_channel');
const native = require('internal/native');
const check = require('internal/validate');
const { isIP } = require('internal/net/address');
const { toASCII } = require('internal/idna_native');

const kBadValue = -22;
// Methods of a Resolver and the types that they ask for.
const kTypes = {
  ANY: ['resolveAny', 'queryAny', 255], A: ['resolve4', 'queryA', 1], AAAA: ['resolve6', 'queryAaaa', 28], CAA: ['resolveCaa', 'queryCaa', 257],
  CNAME: ['resolveCname', 'queryCname', 5], MX: ['resolveMx', 'queryMx', 15], NS: ['resolveNs', 'queryNs', 2], TXT: ['resolveTxt', 'queryTxt', 16],
  SRV: ['resolveSrv', 'querySrv', 33], PTR: ['resolvePtr', 'queryPtr', 12], NAPTR: ['resolveNaptr', 'queryNaptr', 35], SOA: ['resolveSoa', 'querySoa', 6],
};

function questionError(code, syscall, hostname, errno) {
  const error = new Error(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`);
  return Object.assign(error, { errno, code, syscall, ...(hostname ? { hostname } : {}) });
}

// "1.2.3.4", "1.2.3.4:53", "[::1]:53" → [address, port]
function readServer(text) {
  const plain = isIP(text);
  if (plain !== 0) return [text, 53];
  const match = /^\[([^[\]]*)\](?::(\d+))?$/.exec(text);
  if (match && isIP(match[1]) !== 0) return [match[1], match[2] === undefined ? 53 : port(match[2])];
  const pair = /^((?:\d+\.){3}\d+):(\d+)$/.exec(text);
  if (pair && isIP(pair[1]) !== 0) return [pair[1], port(pair[2])];
  throw native.makeError('TypeError', 'ERR_INVALID_IP_ADDRESS', `Invalid IP address: ${text}`);
}
const port = (digits) => Number(digits) & 0xffff;

// The first of SOA, the only one that there is; addresses with or without the time they are good for.
function shape(type, records, ttl) {
  if (type === 'SOA') return records[0];
  if (type === 'CNAME') return records.slice(0, 1);
  return (type === 'A' || type === 'AAAA') && !ttl ? records.map((record) => record.address) : records;
}

class Base {
  #channel;
  constructor(options = undefined) {
    const { timeout = -1, tries = 4 } = options ?? {};
    if (typeof timeout !== 'number') throw native.invalidArgType('options.timeout', 'of type number', timeout);
    check.int32(timeout, 'options.timeout', -1);
    check.int32(tries, 'options.tries', 1);
    Object.defineProperty(this, '_handle', { value: this.#channel = new ChannelWrap(timeout, tries), writable: true, configurable: true, enumerable: true });
  }
  cancel() {
    this.#channel.cancel();
  }
  getServers() {
    const list = this.#channel.getServers();
    const servers = [];
    for (let i = 0; i < list.length; i += 2) {
      const [address, number] = [list[i], list[i + 1]];
      if (!number || number === 53) servers.push(address);
      else servers.push(isIP(address) === 6 ? `[${address}]:${number}` : `${address}:${number}`);
    }
    return servers;
  }
  setServers(servers) {
    if (!Array.isArray(servers)) throw native.invalidArgType('servers', 'an instance of Array', servers);
    const list = servers.flatMap((server, i) => {
      check.string(server, `servers[${i}]`);
      return readServer(server);
    });
    if (this.#channel.setServers(list)) return;
    throw native.makeError('Error', 'ERR_DNS_SET_SERVERS_FAILED', 'c-ares failed to set servers: "There are pending queries." [' + servers + ']');
  }
  setLocalAddress(ipv4, ipv6) {
    check.string(ipv4, 'ipv4');
    if (ipv6 !== undefined) check.string(ipv6, 'ipv6');
    if (!this.#channel.setLocalAddress(ipv4, ipv6)) throw native.makeError('TypeError', 'ERR_INVALID_ARG_VALUE', 'Invalid IP address.');
  }
  // done(error, records)
  _ask(type, name, ttl, done) {
    const [, syscall, number] = kTypes[type];
    this.#channel.query(toASCII(name), number, (code, records) => {
      if (code !== null) done(questionError(code, syscall, name));
      else done(null, shape(type, records, ttl));
    });
  }
  _reverse(address, done) {
    const started = this.#channel.reverse(address, (code, names) => {
      if (code !== null) done(questionError(code, 'getHostByAddr', address));
      else done(null, names);
    });
    if (!started) throw questionError('EINVAL', 'getHostByAddr', address, kBadValue);
  }
}
for (const name of ['_ask', '_reverse']) Object.defineProperty(Base.prototype, name, { enumerable: false });

function typeOf(rrtype) {
  if (!Object.hasOwn(kTypes, rrtype)) throw native.invalidArgValue('rrtype', rrtype);
  return kTypes[rrtype][0];
}

class Resolver extends Base {}
class PromisesResolver extends Base {}
Object.defineProperty(PromisesResolver, 'name', { value: 'Resolver' });
const method = (Class, name, value) => {
  Object.defineProperty(value, 'name', { value: name, configurable: true });
  Object.defineProperty(Class.prototype, name, { value, writable: true, enumerable: true, configurable: true });
};
for (const [type, [name, syscall]] of Object.entries(kTypes)) {
  method(Resolver, name, function(hostname, options, callback) {
    if (arguments.length <= 2) {
      callback = options;
      options = undefined;
    }
    check.string(hostname, 'name');
    check.callback(callback, 'callback');
    this._ask(type, hostname, !!options?.ttl, callback);
    return { bindingName: syscall };
  });
  method(PromisesResolver, name, function(hostname, options) {
    check.string(hostname, 'name');
    return new Promise((resolve, reject) => {
      this._ask(type, hostname, !!options?.ttl, (error, records) => (error ? reject(error) : resolve(records)));
    });
  });
}
method(Resolver, 'reverse', function(ip, callback) {
  check.string(ip, 'name');
  check.callback(callback, 'callback');
  this._reverse(ip, callback);
  return {};
});
method(PromisesResolver, 'reverse', function(ip) {
  check.string(ip, 'name');
  return new Promise((resolve, reject) => this._reverse(ip, (error, names) => (error ? reject(error) : resolve(names))));
});
method(Resolver, 'resolve', function(hostname, rrtype, callback) {
  if (typeof rrtype === 'function') {
    callback = rrtype;
    rrtype = 'A';
  } else if (typeof rrtype !== 'string') {
    throw native.invalidArgType('rrtype', 'of type string', rrtype);
  }
  return this[typeOf(rrtype)](hostname, callback);
});
method(PromisesResolver, 'resolve', function(hostname, rrtype) {
  if (rrtype === undefined) rrtype = 'A';
  check.string(rrtype, 'rrtype');
  return this[typeOf(rrtype)](hostname);
});

// What the module itself asks with.
let shared;
const kBound = ['getServers', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr', 'resolveNs', 'resolvePtr',
  'resolveSoa', 'resolveSrv', 'resolveTxt', 'reverse'];
function bound(make) {
  const methods = {};
  for (const name of kBound) methods[name] = { [name](...args) { return make()[name](...args); } }[name];
  return methods;
}
const sharedResolver = () => (shared ??= new Resolver());
let sharedPromises;
const sharedPromisesResolver = () => {
  if (sharedPromises === undefined) {
    sharedPromises = new PromisesResolver();
    if (shared !== undefined) sharedPromises.setServers(shared.getServers());
  }
  return sharedPromises;
};
function setServers(servers) {
  sharedResolver().setServers(servers);
  sharedPromisesResolver().setServers(servers);
}

module.exports = { Resolver, PromisesResolver, setServers, methods: bound(sharedResolver), promiseMethods: bound(sharedPromisesResolver) };
