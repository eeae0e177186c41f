// net.SocketAddress, net.BlockList
'use strict';
const { addressBytes, canonicalAddress, isIP } = require('internal/stream_native');
const native = require('internal/native');
const check = require('internal/validate');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

function familyName(family) {
  if (typeof family === 'string') {
    const lower = family.toLowerCase();
    if (lower === 'ipv4' || lower === 'ipv6') return lower;
  }
  throw native.invalidArgValue('options.family', family);
}

function checkAddress(address, family) {
  if (isIP(address) !== (family === 'ipv4' ? 4 : 6))
    throw native.makeError('Error', 'ERR_INVALID_ADDRESS', 'Invalid socket address');
}

class SocketAddress {
  #address; #port; #family; #flowlabel;
  constructor(options = {}) {
    check.object(options, 'options');
    const family = familyName(options.family === undefined ? 'ipv4' : options.family);
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options;
    check.string(address, 'options.address');
    check.port(port, 'options.port');
    check.integer(flowlabel, 'options.flowlabel', 0, 0xffffffff);
    checkAddress(address, family);
    this.#address = canonicalAddress(address);
    this.#port = port | 0;
    this.#family = family;
    this.#flowlabel = family === 'ipv6' ? flowlabel : 0;
  }
  static isSocketAddress(value) {
    return typeof value === 'object' && value !== null && #address in value;
  }
  get address() { return this.#address; }
  get port() { return this.#port; }
  get family() { return this.#family; }
  get flowlabel() { return this.#flowlabel; }
  toJSON() {
    return { address: this.address, port: this.port, family: this.family, flowlabel: this.flowlabel };
  }
  [kInspect](depth, options) {
    if (depth < 0) return this;
    return `SocketAddress ${require('util').inspect(this.toJSON(), { ...options, depth: options.depth === null ? null : options.depth - 1 })}`;
  }
}

function toAddress(address, family, name) {
  if (SocketAddress.isSocketAddress(address)) return address;
  check.string(address, name);
  check.string(family, 'family');
  return new SocketAddress({ address, family });
}

const compare = (a, b) => Buffer.compare(addressBytes(a), addressBytes(b));

class BlockList {
  #rules = [];
  addAddress(address, family = 'ipv4') {
    const { address: text, family: kind } = toAddress(address, family, 'address');
    this.#rules.unshift({ text: `Address: ${kind === 'ipv4' ? 'IPv4' : 'IPv6'} ${text}`, covers: (other) => compare(other, text) === 0 });
  }
  addRange(start, end, family = 'ipv4') {
    const from = toAddress(start, family, 'start'), to = toAddress(end, family, 'end');
    if (compare(from.address, to.address) > 0) throw native.invalidArgValue('start', from, 'must come before end');
    this.#rules.unshift({
      text: `Range: ${from.family === 'ipv4' ? 'IPv4' : 'IPv6'} ${from.address}-${to.address}`,
      covers: (other) => compare(other, from.address) >= 0 && compare(other, to.address) <= 0,
    });
  }
  addSubnet(network, prefix, family = 'ipv4') {
    const { address: text, family: kind } = toAddress(network, family, 'network');
    check.integer(prefix, 'prefix', 0, kind === 'ipv4' ? 32 : 128);
    const bits = kind === 'ipv4' ? prefix + 96 : prefix;
    const base = addressBytes(text);
    this.#rules.unshift({
      text: `Subnet: ${kind === 'ipv4' ? 'IPv4' : 'IPv6'} ${text}/${prefix}`,
      covers: (other) => {
        const bytes = addressBytes(other);
        for (let i = 0; i < bits; i++) {
          if (((bytes[i >> 3] ^ base[i >> 3]) >> (7 - (i & 7))) & 1) return false;
        }
        return true;
      },
    });
  }
  check(address, family = 'ipv4') {
    let text;
    try {
      text = toAddress(address, family, 'address').address;
    } catch (error) {
      if (error.code === 'ERR_INVALID_ADDRESS') return false;
      throw error;
    }
    return this.#rules.some((rule) => rule.covers(text));
  }
  get rules() {
    return this.#rules.map((rule) => rule.text);
  }
  [kInspect](depth, options) {
    if (depth < 0) return this;
    return `BlockList ${require('util').inspect({ rules: this.rules }, { ...options, depth: options.depth === null ? null : options.depth - 1 })}`;
  }
}

module.exports = { BlockList, SocketAddress };
