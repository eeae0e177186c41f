// assert.AssertionError, and how its message shows the difference of two values.
'use strict';
const native = require('internal/native');

const inspect = native.utilInspect;

const kOperators = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
};
const kShortLength = 12;  // of both values together: shown as `a !== b`
const kLineLength = 80;
const kMostLines = 50, kKeptLines = 46;

const isObjectLike = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function shown(value) {
  return inspect(value, {
    compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false,
    showProxy: false, sorted: true, getters: true, breakLength: Infinity,
  });
}

function shortened(lines) {
  return lines.length > kMostLines ? [...lines.slice(0, kKeptLines), '...'] : lines;
}

// The lines of a run of equal ones that lead up to a difference; the first two of a run are printed already.
function leadingLines(lines, at, identical, state) {
  if (identical <= 2) return '';
  let text = '';
  if (identical === 5) {
    text += `\n  ${lines[at - 3]}`;
    state.printed++;
  } else if (identical > 5) {
    text += '\n...';
    state.skipped = true;
  }
  if (identical > 3) {
    text += `\n  ${lines[at - 2]}`;
    state.printed++;
  }
  state.printed++;
  return `${text}\n  ${lines[at - 1]}`;
}

function difference(actual, expected, operator, message) {
  const actualText = shown(actual);
  const actualLines = actualText.split('\n');
  const expectedLines = shown(expected).split('\n');
  let indicator = '';
  if (operator === 'strictEqual' && typeof actual === typeof expected && isObjectLike(actual) && isObjectLike(expected))
    operator = 'strictEqualObject';
  if (actualLines.length === 1 && expectedLines.length === 1 && actualLines[0] !== expectedLines[0]) {
    const [left] = actualLines, [right] = expectedLines;
    const length = left.length + right.length;
    if (length <= kShortLength) {
      const primitives = (typeof actual !== 'object' || actual === null) && (typeof expected !== 'object' || expected === null);
      if (primitives && (actual !== 0 || expected !== 0)) return `${message || kOperators[operator]}\n\n${left} !== ${right}\n`;
    } else if (operator !== 'strictEqualObject' && length < kLineLength) {
      let same = 0;
      while (left[same] === right[same]) same++;
      if (same > 2) indicator = `\n  ${' '.repeat(same)}^`;
    }
  }
  // Equal lines at the end are shown as far as there are few of them.
  let end = '', hidden = '', count = 0;
  while (actualLines.length > 0 && expectedLines.length > 0 && actualLines.at(-1) === expectedLines.at(-1)) {
    if (count++ < 3) end = `\n  ${actualLines.at(-1)}${end}`;
    else hidden = actualLines.at(-1);
    actualLines.pop();
    expectedLines.pop();
  }
  const most = Math.max(actualLines.length, expectedLines.length);
  if (most === 0) return `${kOperators.notIdentical}\n\n${shortened(actualText.split('\n')).join('\n')}\n`;
  const state = { printed: 0, skipped: count >= 5 };
  if (state.skipped) end = `\n...${end}`;
  if (hidden !== '') end = `\n  ${hidden}${end}`;

  const longer = actualLines.length < most ? expectedLines : actualLines;
  const common = Math.min(actualLines.length, expectedLines.length);
  const head = `${message || kOperators[operator]}\n+ actual - expected`;
  let result = '', removed = '', identical = 0;
  for (let i = 0; i < most; i++) {
    if (i >= common) {
      result += leadingLines(longer, i, identical, state);
      identical = 0;
      if (longer === actualLines) result += `\n+ ${longer[i]}`;
      else removed += `\n- ${longer[i]}`;
      state.printed++;
    } else {
      const right = expectedLines[i];
      let left = actualLines[i];
      // A comma more or less at the end is no difference.
      let differ = left !== right && left !== `${right},`;
      if (differ && right === `${left},`) {
        differ = false;
        left += ',';
      }
      if (differ) {
        result += leadingLines(actualLines, i, identical, state);
        identical = 0;
        result += `\n+ ${left}`;
        removed += `\n- ${right}`;
        state.printed += 2;
      } else {
        result += removed;
        removed = '';
        if (++identical <= 2) {
          result += `\n  ${left}`;
          state.printed++;
        }
      }
    }
    if (state.printed > kMostLines && i < most - 2) return `${head} ... Lines skipped\n${result}\n...${removed}\n...`;
  }
  return `${head}${state.skipped ? ' ... Lines skipped' : ''}\n${result}${removed}${end}${indicator}`;
}

function unequalMessage(actual, operator) {
  const lines = shortened(shown(actual).split('\n'));
  const base = kOperators[operator === 'notStrictEqual' && isObjectLike(actual) ? 'notStrictEqualObject' : operator];
  if (lines.length > 1) return `${base}\n\n${lines.join('\n')}\n`;
  return `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
}

const cut = (text, length) => (text.length > length ? `${text.slice(0, length - 3)}...` : text);

function looseMessage(actual, expected, operator) {
  const left = shown(actual), right = shown(expected);
  if (operator === 'notDeepEqual' && left === right) return cut(`${kOperators[operator]}\n\n${left}`, 1024);
  const [a, b] = [cut(left, 512), cut(right, 512)];
  if (operator === 'deepEqual') return `${kOperators[operator]}\n\n${a}\n\nshould loosely deep-equal\n\n${b}`;
  if (operator === 'notDeepEqual')
    return `Expected values not to be loosely deep-equal:\n\n${a}\n\nshould not loosely deep-equal\n\n${b}`;
  return `${a} ${operator} ${b}`;
}

// Errors are shown without their stacks where both are some.
function withoutStack(error) {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(error)), error);
  return Object.defineProperty(copy, 'message', { value: error.message });
}

// The caller's message stands in for the first line of a difference, else for everything.
function messageFor(actual, expected, operator, message) {
  if (actual instanceof Error && expected instanceof Error && 'stack' in actual && 'stack' in expected) {
    actual = withoutStack(actual);
    expected = withoutStack(expected);
  }
  const custom = message === undefined || message === null ? undefined : String(message);
  if (operator === 'deepStrictEqual' || operator === 'strictEqual') return difference(actual, expected, operator, custom);
  if (custom !== undefined) return custom;
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return unequalMessage(actual, operator);
  return looseMessage(actual, expected, operator);
}

class AssertionError extends Error {
  constructor(options) {
    if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
    const { message, operator, actual, expected, stackStartFn, stackStartFunction } = options;
    super(messageFor(actual, expected, operator, message));
    this.generatedMessage = !message;
    Object.defineProperty(this, 'name', {
      value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Error.captureStackTrace(this, stackStartFn || stackStartFunction);
    this.stack;  // made while the name shows the code
    this.name = 'AssertionError';
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [inspect.custom](depth, options) {
    return inspect(this, { ...options, customInspect: false, depth: 0 });
  }
}

module.exports = AssertionError;
