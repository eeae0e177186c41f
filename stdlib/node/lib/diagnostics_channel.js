// node:diagnostics_channel
'use strict';
const native = require('internal/native');

const checkFunction = (value, name) => {
  if (typeof value !== 'function') throw native.invalidArgType(name, 'of type function', value);
};
const throwLater = (error) => process.nextTick(() => { throw error; });

// Channels that nobody refers to are made anew when asked for; those with subscribers or stores stay.
const channels = new Map();
const kept = new Set();
const forgotten = new FinalizationRegistry((name) => {
  if (channels.get(name)?.deref() === undefined) channels.delete(name);
});

// As Node's channels show it.
class SafeMap extends Map {}

// A channel without subscribers has methods that do nothing; with the first one it gets the prototype of an active one.
function activate(channel) {
  Object.setPrototypeOf(channel, ActiveChannel.prototype);
  channel._subscribers = [];
  channel._stores = new SafeMap();
  kept.add(channel);
}
function deactivateWhenUnused(channel) {
  if (channel._subscribers.length > 0 || channel._stores.size > 0) return;
  Object.setPrototypeOf(channel, Channel.prototype);
  channel._subscribers = undefined;
  channel._stores = undefined;
  kept.delete(channel);
}

class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    channels.set(name, new WeakRef(this));
    if (typeof name === 'string') forgotten.register(this, name);
  }
  static [Symbol.hasInstance](value) {
    const prototype = Object.getPrototypeOf(value);
    return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
  }
  subscribe(subscription) {
    checkFunction(subscription, 'subscription');
    activate(this);
    this.subscribe(subscription);
  }
  unsubscribe() {
    return false;
  }
  bindStore(store, transform) {
    activate(this);
    this.bindStore(store, transform);
  }
  unbindStore() {
    return false;
  }
  get hasSubscribers() {
    return false;
  }
  publish() {}
  runStores(data, fn, thisArg, ...args) {
    return Reflect.apply(fn, thisArg, args);
  }
}

class ActiveChannel {
  // The list is replaced, not changed: who publishes goes through the one of the start.
  subscribe(subscription) {
    checkFunction(subscription, 'subscription');
    this._subscribers = [...this._subscribers, subscription];
  }
  unsubscribe(subscription) {
    const at = this._subscribers.indexOf(subscription);
    if (at < 0) return false;
    this._subscribers = this._subscribers.toSpliced(at, 1);
    deactivateWhenUnused(this);
    return true;
  }
  bindStore(store, transform) {
    this._stores.set(store, transform);
  }
  unbindStore(store) {
    if (!this._stores.delete(store)) return false;
    deactivateWhenUnused(this);
    return true;
  }
  get hasSubscribers() {
    return true;
  }
  publish(data) {
    for (const subscriber of this._subscribers ?? []) {
      try {
        subscriber(data, this.name);
      } catch (error) {
        throwLater(error);
      }
    }
  }
  runStores(data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return Reflect.apply(fn, thisArg, args);
    };
    for (const [store, transform] of this._stores) {
      const next = run;
      run = () => {
        let context = data;
        if (transform) {
          try {
            context = transform(data);
          } catch (error) {
            throwLater(error);
            return next();
          }
        }
        return store.run(context, next);
      };
    }
    return run();
  }
}

function channel(name) {
  const known = channels.get(name)?.deref();
  if (known !== undefined) return known;
  if (typeof name !== 'string' && typeof name !== 'symbol') throw native.invalidArgType('channel', 'one of type string or symbol', name);
  return new Channel(name);
}
function subscribe(name, subscription) {
  return channel(name).subscribe(subscription);
}
function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}
function hasSubscribers(name) {
  return channels.get(name)?.deref()?.hasSubscribers ?? false;
}

const kTraces = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function channelOfTrace(source, trace) {
  if (typeof source === 'string') return channel(`tracing:${source}:${trace}`);
  if (typeof source !== 'object' || source === null)
    throw native.invalidArgType('nameOrChannels', 'of type string or an instance of TracingChannel or Object', source);
  if (!(source[trace] instanceof Channel)) throw native.invalidArgType(`nameOrChannels.${trace}`, 'an instance of Channel', source[trace]);
  return source[trace];
}

class TracingChannel {
  constructor(source) {
    for (const trace of kTraces) Object.defineProperty(this, trace, { value: channelOfTrace(source, trace) });
  }
  get hasSubscribers() {
    return kTraces.some((trace) => this[trace].hasSubscribers);
  }
  subscribe(handlers) {
    for (const trace of kTraces) {
      if (handlers[trace]) this[trace]?.subscribe(handlers[trace]);
    }
  }
  unsubscribe(handlers) {
    let all = true;
    for (const trace of kTraces) {
      if (handlers[trace] && !this[trace]?.unsubscribe(handlers[trace])) all = false;
    }
    return all;
  }

  // `body` between the events start and end.
  #traced(context, body) {
    return this.start.runStores(context, () => {
      try {
        return body();
      } catch (error) {
        context.error = error;
        this.error.publish(context);
        throw error;
      } finally {
        this.end.publish(context);
      }
    });
  }
  traceSync(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    return this.#traced(context, () => {
      const result = Reflect.apply(fn, thisArg, args);
      context.result = result;
      return result;
    });
  }
  tracePromise(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const settled = () => {
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
    };
    const resolve = (result) => {
      context.result = result;
      settled();
      return result;
    };
    const reject = (error) => {
      context.error = error;
      this.error.publish(context);
      settled();
      return Promise.reject(error);
    };
    return this.#traced(context, () => {
      const promise = Reflect.apply(fn, thisArg, args);
      return (promise instanceof Promise ? promise : Promise.resolve(promise)).then(resolve, reject);
    });
  }
  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const callback = args.at(position);
    checkFunction(callback, 'callback');
    const { asyncStart, asyncEnd, error } = this;
    args.splice(position, 1, function(failure, result) {
      if (failure) {
        context.error = failure;
        error.publish(context);
      } else {
        context.result = result;
      }
      asyncStart.runStores(context, () => {
        try {
          return Reflect.apply(callback, this, arguments);
        } finally {
          asyncEnd.publish(context);
        }
      });
    });
    return this.#traced(context, () => Reflect.apply(fn, thisArg, args));
  }
}

module.exports = {
  channel,
  hasSubscribers,
  subscribe,
  tracingChannel: (source) => new TracingChannel(source),
  unsubscribe,
  Channel,
};
