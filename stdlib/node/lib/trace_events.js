// node:trace_events: nothing is traced.
'use strict';
const native = require('internal/native');

class Tracing {
  #categories;
  #enabled = false;

  constructor(categories) {
    this.#categories = categories;
  }
  enable() {
    this.#enabled = true;
  }
  disable() {
    this.#enabled = false;
  }
  get enabled() {
    return this.#enabled;
  }
  get categories() {
    return this.#categories.join(',');
  }
}

module.exports = {
  createTracing(options) {
    if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
    if (!Array.isArray(options.categories)) throw native.invalidArgType('options.categories', 'an instance of Array', options.categories);
    if (options.categories.length === 0)
      throw native.makeError('TypeError', 'ERR_TRACE_EVENTS_CATEGORY_REQUIRED', 'At least one category is required');
    return new Tracing(options.categories);
  },
  getEnabledCategories() {},
};
