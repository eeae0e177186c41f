// The queuing strategies of the Streams Standard (§7).
'use strict';
const { define, invalidArgType, invalidThis, checkDictionary } = require('internal/webstreams/util');
const native = require('internal/native');

const byteLength = (chunk) => chunk.byteLength;
const one = { size: () => 1 }.size;
Object.defineProperty(byteLength, 'name', { value: 'size', configurable: true });

function highWaterMark(init) {
  if (init === undefined || init === null || (typeof init !== 'object' && typeof init !== 'function')) throw invalidArgType('init', 'of type object', init);
  checkDictionary(init, 'init');
  if (init.highWaterMark === undefined) throw native.makeError('TypeError', 'ERR_MISSING_OPTION', 'init.highWaterMark is required');
  return +init.highWaterMark;
}

class ByteLengthQueuingStrategy {
  #highWaterMark;
  constructor(init) {
    this.#highWaterMark = highWaterMark(init);
  }
  get highWaterMark() {
    if (!(#highWaterMark in this)) throw invalidThis('ByteLengthQueuingStrategy');
    return this.#highWaterMark;
  }
  get size() {
    if (!(#highWaterMark in this)) throw invalidThis('ByteLengthQueuingStrategy');
    return byteLength;
  }
}
class CountQueuingStrategy {
  #highWaterMark;
  constructor(init) {
    this.#highWaterMark = highWaterMark(init);
  }
  get highWaterMark() {
    if (!(#highWaterMark in this)) throw invalidThis('CountQueuingStrategy');
    return this.#highWaterMark;
  }
  get size() {
    if (!(#highWaterMark in this)) throw invalidThis('CountQueuingStrategy');
    return one;
  }
}
define(ByteLengthQueuingStrategy, 'ByteLengthQueuingStrategy', ['highWaterMark', 'size'], (strategy) => ({ highWaterMark: strategy.highWaterMark }));
define(CountQueuingStrategy, 'CountQueuingStrategy', ['highWaterMark', 'size'], (strategy) => ({ highWaterMark: strategy.highWaterMark }));

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };
