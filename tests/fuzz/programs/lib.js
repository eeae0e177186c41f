// What every generated program requires: it shows values exactly, and makes objects that log what happens to them.
'use strict';
const { parse, stringify } = JSON;
const { is, getPrototypeOf, getOwnPropertyDescriptor, isFrozen, isExtensible } = Object;
const { ownKeys } = Reflect;
const { isArray } = Array;
const text = String;
// Go by their names: the order of their properties is left to the implementation.
const prototypes = new Map();
for (const name of ['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Map', 'Set', 'Promise', 'RegExp', 'Date'])
  prototypes.set(globalThis[name].prototype, `%${name}.prototype%`);
prototypes.set(getPrototypeOf(Int8Array.prototype), '%TypedArray.prototype%');
const LINES = 150;
let lines = [];
let dropped = 0;

function quoted(string) {
  if (string.length > 120) string = string.slice(0, 60) + `…${string.length}…` + string.slice(-20);
  return stringify(string);
}

function nameOf(constructor) {
  return typeof constructor === 'function' ? text(constructor.name) : show(constructor, 0);
}

// The prototype's constructor, read without running getters.
function kindOf(object) {
  for (let at = object, steps = 0; at !== null && steps < 20; at = getPrototypeOf(at), steps++) {
    const own = getOwnPropertyDescriptor(at, 'constructor');
    if (own !== undefined) return 'value' in own ? nameOf(own.value) : 'getter';
  }
  return 'null';
}

function property(object, key, depth) {
  const own = getOwnPropertyDescriptor(object, key);
  if (own === undefined) return `${text(key)}: gone`;
  const flags = (own.writable === false ? 'r' : '') + (own.enumerable ? '' : 'h') + (own.configurable ? '' : 'f');
  // The text of a stack ends with frames of the host; frames() shows the program's.
  const value = key === 'stack' ? '…' : 'value' in own ? show(own.value, depth - 1) : `[${own.get ? 'get' : ''}${own.set ? 'set' : ''}]`;
  return `${typeof key === 'symbol' ? text(key) : key}${flags && '!' + flags}: ${value}`;
}

function show(value, depth = 3) {
  switch (typeof value) {
    case 'string': return quoted(value);
    case 'number': return is(value, -0) ? '-0' : text(value);
    case 'bigint': {
      const digits = text(value);
      return digits.length > 60 ? `${digits.slice(0, 40)}…${digits.length}n` : digits + 'n';
    }
    case 'function': return `function ${show(value.name, 0)}/${show(value.length, 0)}`;
    case 'object': break;
    default: return text(value);
  }
  if (value === null) return 'null';
  try {
    if (value instanceof Error) {
      if (value instanceof SyntaxError) return kindOf(value); // each parser has its own words
      const message = getOwnPropertyDescriptor(value, 'message');
      return `${kindOf(value)}(${message ? quoted(text(message.value)) : ''})`;
    }
    if (Map.prototype.has.call(prototypes, value)) return Map.prototype.get.call(prototypes, value);
    if (depth <= 0) return isArray(value) ? `[…${value.length}]` : '{…}';
    if (value instanceof Map) return `Map ${show([...Map.prototype.entries.call(value)], depth)}`;
    if (value instanceof Set) return `Set ${show([...Set.prototype.values.call(value)], depth)}`;
    const keys = ownKeys(value);
    const shown = keys.slice(0, 24).map((key) => property(value, key, depth));
    if (keys.length > 24) shown.push(`…${keys.length}`);
    const state = isFrozen(value) && keys.length ? ' frozen' : isExtensible(value) ? '' : ' sealed';
    return `${kindOf(value)}${state} {${shown.join(', ')}}`;
  } catch (error) {
    return `unshown ${error instanceof Error ? error.message : typeof error}`;
  }
}

function log(...values) {
  if (lines.length < LINES) lines.push(values.map((value) => (typeof value === 'string' ? quoted(value) : show(value))).join(' '));
  else dropped++;
}

function begin(name) {
  console.log(`### ${name}`);
}

function end() {
  if (dropped) lines.push(`${dropped} more`);
  if (lines.length) console.log(lines.join('\n'));
  lines = [];
  dropped = 0;
}

// Logs that an expression was evaluated.
function mark(label, value) {
  log(label);
  return value;
}

// An object whose conversions log.
function noisy(label, value) {
  return {
    valueOf() { log(label + '.valueOf'); return value; },
    toString() { log(label + '.toString'); return text(value); },
  };
}

function primitive(label, value) {
  return { [Symbol.toPrimitive](hint) { log(`${label} to ${hint}`); return value; } };
}

// An iterator that logs; `failing` names the step that throws.
function steps(label, count, failing, closing = 0) {
  let at = 0;
  return {
    [Symbol.iterator]() { log(label + ' iterator'); if (failing === 'iterator') throw new RangeError(label); return this; },
    next(sent) {
      log(label + ' next', at, sent);
      if (failing === at) throw new RangeError(label + at);
      return at < count ? { value: at++, done: false } : { value: 'end', done: true };
    },
    return(value) {
      log(label + ' return', value);
      if (failing === 'return') throw new RangeError(label + ' return');
      return closing === 1 ? 1 : { value: closing === 2 ? 'closed' : value, done: true };
    },
  };
}

// Keeps what loops build from growing without end.
function clip(value) {
  if (typeof value === 'string' && value.length > 60) return value.slice(-40);
  if (typeof value === 'bigint' && (value > (1n << 200n) || value < -(1n << 200n))) return BigInt.asIntN(64, value);
  return value;
}

function attempt(callee) {
  try {
    log(callee());
  } catch (error) {
    log('threw', error);
  }
}

// The frames of the generated programs in a stack: function, line and column.
function frames(error) {
  const found = [];
  for (const line of text(error.stack).split('\n')) {
    const match = /^ +at (?:(.*) \()?[^()]*(p\d+\.js:\d+:\d+)\)?$/.exec(line);
    if (match) found.push(`${match[1] ?? '-'} ${match[2]}`);
  }
  return found.join(' | ');
}

module.exports = { attempt, begin, clip, end, frames, log, mark, noisy, parse, primitive, show, steps };
