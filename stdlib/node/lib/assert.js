// node:assert
'use strict';
const native = require('internal/native');
const AssertionError = require('internal/assertion_error');
const { isDeepEqual, isDeepStrictEqual } = require('internal/comparisons');
const types = require('util/types');

const inspect = native.utilInspect;

// Throws the caller's own error, or an AssertionError that the stack shows as thrown by `start`.
function fail({ message, ...details }, start) {
  if (message instanceof Error) throw message;
  throw new AssertionError({ message, ...details, stackStartFn: start });
}

function needTwo(count) {
  if (count < 2)
    throw native.makeError('TypeError', 'ERR_MISSING_ARGS', 'The "actual" and "expected" arguments must be specified');
}

function checkTruth(start, count, value, message) {
  if (value) return;
  let generatedMessage = false;
  if (count === 0) {
    generatedMessage = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message === null || message === undefined) {
    const text = native.callText(start);
    if (text !== undefined) {
      generatedMessage = true;
      message = `The expression evaluated to a falsy value:\n\n  ${text}\n`;
    }
  } else if (message instanceof Error) {
    throw message;
  }
  const error = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: start });
  error.generatedMessage = generatedMessage || error.generatedMessage;
  throw error;
}

function assert(...args) {
  checkTruth(assert, args.length, ...args);
}
module.exports = assert;

let warned = false;
function warnAboutFail() {
  if (warned) return;
  warned = true;
  process.emitWarning('assert.fail() with more than one argument is deprecated. ' +
    'Please use assert.strictEqual() instead or only pass a message.', 'DeprecationWarning', 'DEP0094');
}

assert.fail = function fail(actual, expected, message, operator, stackStartFn) {
  const count = arguments.length;
  if (count === 0) message = 'Failed';
  else if (count === 1) [message, actual] = [actual, undefined];
  else warnAboutFail();
  if (count === 2) operator = '!=';
  if (message instanceof Error) throw message;
  const options = { actual, expected, operator: operator === undefined ? 'fail' : operator, stackStartFn: stackStartFn || fail };
  if (message !== undefined) options.message = message;
  const error = new AssertionError(options);
  if (count === 0) error.generatedMessage = true;
  throw error;
};
assert.AssertionError = AssertionError;
assert.ok = function ok(...args) {
  checkTruth(ok, args.length, ...args);
};

// The comparisons: `holds` says whether the assertion does.
function comparison(name, operator, holds) {
  const check = {
    [name](actual, expected, message) {
      needTwo(arguments.length);
      if (!holds(actual, expected)) fail({ actual, expected, message, operator }, check);
    },
  }[name];
  return check;
}
assert.equal = comparison('equal', '==', (a, b) => a == b || (a !== a && b !== b));
assert.notEqual = comparison('notEqual', '!=', (a, b) => a != b && !(a !== a && b !== b));
assert.deepEqual = comparison('deepEqual', 'deepEqual', isDeepEqual);
assert.notDeepEqual = comparison('notDeepEqual', 'notDeepEqual', (a, b) => !isDeepEqual(a, b));
assert.deepStrictEqual = comparison('deepStrictEqual', 'deepStrictEqual', isDeepStrictEqual);
assert.notDeepStrictEqual = comparison('notDeepStrictEqual', 'notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b));
assert.strictEqual = comparison('strictEqual', 'strictEqual', Object.is);
assert.notStrictEqual = comparison('notStrictEqual', 'notStrictEqual', (a, b) => !Object.is(a, b));

// --- exceptions

// What is shown when a property of the error is not as expected: both sides with the compared keys only.
class Comparison {
  constructor(object, keys, actual) {
    for (const key of keys) {
      if (!(key in object)) continue;
      if (actual !== undefined && typeof actual[key] === 'string' && types.isRegExp(object[key]) && object[key].test(actual[key]))
        this[key] = actual[key];
      else
        this[key] = object[key];
    }
  }
}

function checkProperty(actual, expected, key, message, keys, start) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (message) fail({ actual, expected, message, operator: start.name }, start);
  const error = new AssertionError({
    actual: new Comparison(actual, keys), expected: new Comparison(expected, keys, actual),
    operator: 'deepStrictEqual', stackStartFn: start,
  });
  error.actual = actual;
  error.expected = expected;
  error.operator = start.name;
  throw error;
}

// Whether what was thrown is as `expected` says: a regular expression, an object, a class, or a function that judges.
function checkThrown(actual, expected, message, start) {
  let generatedMessage = false;
  let throwError = false;
  if (typeof expected !== 'function') {
    if (types.isRegExp(expected)) {
      const text = String(actual);
      if (expected.test(text)) return;
      if (!message) {
        generatedMessage = true;
        message = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
      }
      throwError = true;
    } else if (typeof actual !== 'object' || actual === null) {
      const error = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: start });
      error.operator = start.name;
      throw error;
    } else {
      const keys = Object.keys(expected);
      if (expected instanceof Error) keys.push('name', 'message');
      else if (keys.length === 0)
        throw native.invalidArgValue('error', expected, 'may not be an empty object');
      for (const key of keys) {
        if (typeof actual[key] === 'string' && types.isRegExp(expected[key]) && expected[key].test(actual[key])) continue;
        checkProperty(actual, expected, key, message, keys, start);
      }
      return;
    }
  } else if (expected.prototype !== undefined && actual instanceof expected) {
    return;
  } else if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    if (!message) {
      generatedMessage = true;
      message = `The error is expected to be an instance of "${expected.name}". Received `;
      if (types.isNativeError(actual) || actual instanceof Error) message += `"${actual.name}"`;
      else message += `"${inspect(actual, { depth: -1 })}"`;
      if (actual?.message) message += `\n\nError message:\n\n${actual.message}`;
    }
    throwError = true;
  } else {
    const result = Reflect.apply(expected, {}, [actual]);
    if (result === true) return;
    if (!message) {
      generatedMessage = true;
      const name = expected.name ? `"${expected.name}" ` : '';
      message = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`;
      if (types.isNativeError(actual) || actual instanceof Error) message += `\n\nCaught error:\n\n${actual}`;
    }
    throwError = true;
  }
  if (throwError) {
    const error = new AssertionError({ actual, expected, message, operator: start.name, stackStartFn: start });
    error.generatedMessage = generatedMessage;
    throw error;
  }
}

const kNothing = Symbol('nothing thrown');

function thrownBy(fn) {
  if (typeof fn !== 'function') throw native.invalidArgType('fn', 'of type function', fn);
  try {
    fn();
  } catch (error) {
    return error;
  }
  return kNothing;
}

async function rejectionOf(promise) {
  if (typeof promise === 'function') {
    promise = promise();
    if (!isThenable(promise)) {
      throw native.makeError('TypeError', 'ERR_INVALID_RETURN_VALUE',
        `Expected instance of Promise to be returned from the "promiseFn" function but got ${native.received(promise)}.`);
    }
  } else if (!isThenable(promise)) {
    throw native.invalidArgType('promiseFn', 'of type function or an instance of Promise', promise);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return kNothing;
}
function isThenable(value) {
  return value !== null && typeof value === 'object' && typeof value.then === 'function' && typeof value.catch === 'function';
}

function expectError(start, actual, count, error, message) {
  if (typeof error === 'string') {
    if (count === 4) throw native.invalidArgType('error', 'of type function or an instance of Error, RegExp, or Object', error);
    if (typeof actual === 'object' && actual !== null ? actual.message === error : actual === error) {
      throw native.makeError('TypeError', 'ERR_AMBIGUOUS_ARGUMENT', 'The "error/message" argument is ambiguous. ' +
        `The error ${typeof actual === 'object' ? 'message' : ''} "${typeof actual === 'object' ? actual.message : actual}" is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error !== null && error !== undefined && typeof error !== 'object' && typeof error !== 'function') {
    throw native.invalidArgType('error', 'of type function or an instance of Error, RegExp, or Object', error);
  }
  if (actual === kNothing) {
    const name = error?.name ? ` (${error.name})` : '';
    const kind = start === assert.rejects ? 'rejection' : 'exception';
    fail({
      actual: undefined, expected: error, operator: start.name,
      message: `Missing expected ${kind}${name}${message ? `: ${message}` : '.'}`,
    }, start);
  }
  if (error) checkThrown(actual, error, message, start);
}

function expectNoError(start, actual, error, message) {
  if (actual === kNothing) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  const matches = error === undefined || (types.isRegExp(error) ? error.test(String(actual))
    : error.prototype !== undefined && actual instanceof error);
  if (!matches) throw actual;
  const kind = start === assert.doesNotReject ? 'rejection' : 'exception';
  fail({
    actual, expected: error, operator: start.name,
    message: `Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${actual && actual.message}"`,
  }, start);
}

assert.throws = function throws(fn, ...args) {
  expectError(throws, thrownBy(fn), args.length + 2, ...args);
};
assert.rejects = async function rejects(promise, ...args) {
  expectError(rejects, await rejectionOf(promise), args.length + 2, ...args);
};
assert.doesNotThrow = function doesNotThrow(fn, ...args) {
  expectNoError(doesNotThrow, thrownBy(fn), ...args);
};
assert.doesNotReject = async function doesNotReject(promise, ...args) {
  expectNoError(doesNotReject, await rejectionOf(promise), ...args);
};

assert.ifError = function ifError(value) {
  if (value === null || value === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof value === 'object' && typeof value.message === 'string')
    message += value.message.length === 0 && value.constructor ? value.constructor.name : value.message;
  else
    message += inspect(value);
  const error = new AssertionError({ actual: value, expected: null, operator: 'ifError', message, stackStartFn: ifError });
  error.generatedMessage = false;
  throw error;
};

function matching(name, wanted) {
  const check = {
    [name](string, regexp, message) {
      if (!types.isRegExp(regexp)) throw native.invalidArgType('regexp', 'an instance of RegExp', regexp);
      if (typeof string === 'string' && regexp.test(string) === wanted) return;
      if (message instanceof Error) throw message;
      const generatedMessage = !message;
      message ||= typeof string !== 'string'
        ? `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`
        : `${wanted ? 'The input did not match the regular expression ' : 'The input was expected to not match the regular expression '}` +
          `${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
      const error = new AssertionError({ actual: string, expected: regexp, message, operator: name, stackStartFn: check });
      error.generatedMessage = generatedMessage;
      throw error;
    },
  }[name];
  return check;
}
assert.match = matching('match', true);
assert.doesNotMatch = matching('doesNotMatch', false);

function strict(...args) {
  checkTruth(strict, args.length, ...args);
}
assert.strict = Object.assign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;
