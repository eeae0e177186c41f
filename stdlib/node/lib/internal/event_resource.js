// EventEmitterAsyncResource: an emitter whose listeners run in the context in which it was made.
'use strict';
const native = require('internal/native');
const check = require('internal/validate');
const EventEmitter = require('events');
const { AsyncResource } = require('async_hooks');

const kEmitter = Symbol('kEventEmitter');

class EventEmitterReferencingAsyncResource extends AsyncResource {
  constructor(emitter, type, options) {
    super(type, options);
    this[kEmitter] = emitter;
  }
  get eventEmitter() {
    if (this[kEmitter] === undefined)
      throw native.makeError('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type EventEmitterReferencingAsyncResource');
    return this[kEmitter];
  }
}

class EventEmitterAsyncResource extends EventEmitter {
  #resource;
  constructor(options = undefined) {
    let name;
    if (typeof options === 'string') {
      name = options;
      options = undefined;
    } else {
      if (new.target === EventEmitterAsyncResource) check.string(options?.name, 'options.name');
      name = options?.name || new.target.name;
    }
    super(options);
    this.#resource = new EventEmitterReferencingAsyncResource(this, name, options);
  }
  static #of(emitter) {
    if (!(#resource in emitter)) throw native.makeError('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type EventEmitterAsyncResource');
    return emitter.#resource;
  }
  emit(event, ...args) {
    return EventEmitterAsyncResource.#of(this).runInAsyncScope(super.emit, this, event, ...args);
  }
  emitDestroy() {
    EventEmitterAsyncResource.#of(this).emitDestroy();
  }
  get asyncId() { return EventEmitterAsyncResource.#of(this).asyncId(); }
  get triggerAsyncId() { return EventEmitterAsyncResource.#of(this).triggerAsyncId(); }
  get asyncResource() { return EventEmitterAsyncResource.#of(this); }
}
module.exports = EventEmitterAsyncResource;
