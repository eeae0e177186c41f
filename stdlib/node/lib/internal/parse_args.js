// util.parseArgs
'use strict';
const native = require('internal/native');

function failure(code, message) {
  return native.makeError('TypeError', code, message);
}
function check(value, type, name) {
  if (typeof value !== type) throw native.invalidArgType(name, `of type ${type}`, value);
}

function checkOptions(options) {
  if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
  for (const [name, option] of Object.entries(options)) {
    if (option === null || typeof option !== 'object') throw native.invalidArgType(`options.${name}`, 'of type object', option);
    if (option.type !== 'string' && option.type !== 'boolean') {
      const subject = `options.${name}.type`;
      if (typeof option.type !== 'string') throw native.invalidArgType(subject, "('string|boolean')", option.type);
      throw native.invalidArgType(subject, "('string|boolean')", option.type);
    }
    if (Object.hasOwn(option, 'short')) {
      check(option.short, 'string', `options.${name}.short`);
      if (option.short.length !== 1) throw native.invalidArgValue(`options.${name}.short`, option.short, 'must be a single character');
    }
    if (Object.hasOwn(option, 'multiple')) check(option.multiple, 'boolean', `options.${name}.multiple`);
    if (option.default !== undefined) {
      const subject = `options.${name}.default`;
      if (!option.multiple) check(option.default, option.type, subject);
      else if (!Array.isArray(option.default)) throw native.invalidArgType(subject, 'an instance of Array', option.default);
    }
  }
}

const isFlag = (text) => text.length > 1 && text[0] === '-';

// Arguments as tokens: options with their values, positionals, the terminator --.
function tokenize(args, options) {
  const tokens = [];
  const longName = (short) => Object.keys(options).find((name) => options[name].short === short) ?? short;
  const takesValue = (name) => Object.hasOwn(options, name) && options[name].type === 'string';
  const queue = [...args];
  let index = -1, grouped = 0;
  const option = (name, rawName) => {
    let value, inlineValue;
    if (takesValue(name) && queue.length > 0 && queue[0] !== undefined && !(queue[0] === null)) {
      value = queue.shift();
      inlineValue = false;
    }
    tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
    if (value !== undefined) ++index;
  };
  while (queue.length > 0) {
    const arg = queue.shift();
    if (grouped > 0) --grouped;
    else ++index;
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const rest of queue) tokens.push({ kind: 'positional', index: ++index, value: rest });
      break;
    }
    if (/^-[^-]$/.test(arg)) {
      option(longName(arg[1]), arg);
    } else if (/^-[^-]./.test(arg)) {
      const first = longName(arg[1]);
      if (takesValue(first)) {
        tokens.push({ kind: 'option', name: first, rawName: `-${arg[1]}`, index, value: arg.slice(2), inlineValue: true });
        continue;
      }
      // A group: -abc is -a -b -c, the rest after an option with a value is its value.
      const expanded = [];
      for (let i = 1; i < arg.length; i++) {
        if (i === arg.length - 1 || !takesValue(longName(arg[i]))) {
          expanded.push(`-${arg[i]}`);
        } else {
          expanded.push(`-${arg.slice(i)}`);
          break;
        }
      }
      queue.unshift(...expanded);
      grouped = expanded.length;
    } else if (/^--[^=]+=/s.test(arg)) {
      const equals = arg.indexOf('=', 3);
      const name = arg.slice(2, equals);
      tokens.push({ kind: 'option', name, rawName: `--${name}`, index, value: arg.slice(equals + 1), inlineValue: true });
    } else if (arg.startsWith('--')) {
      option(arg.slice(2), arg);
    } else {
      tokens.push({ kind: 'positional', index, value: arg });
    }
  }
  return tokens;
}

function checkKnown(token, options, allowPositionals) {
  if (Object.hasOwn(options, token.name)) return;
  const hint = allowPositionals
    ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${token.rawName}"`
    : '';
  throw failure('ERR_PARSE_ARGS_UNKNOWN_OPTION', `Unknown option '${token.rawName}'${hint}`);
}
function checkUsage(token, options) {
  const { type, short } = options[token.name];
  const shown = `${short ? `-${short}, ` : ''}--${token.name}`;
  if (type === 'string' && typeof token.value !== 'string')
    throw failure('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${shown} <value>' argument missing`);
  if (type === 'boolean' && token.value !== undefined)
    throw failure('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', `Option '${shown}' does not take an argument`);
  if (token.inlineValue === false && isFlag(token.value)) {
    const example = token.rawName.startsWith('--') ? `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
    throw failure('ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
      `Option '${token.rawName}' argument is ambiguous.\n` +
      `Did you forget to specify the option argument for '${token.rawName}'?\n` +
      `To specify an option argument starting with a dash use ${example}.`);
  }
}

function parseArgs(config = {}) {
  if (config === null || typeof config !== 'object') throw native.invalidArgType('config', 'of type object', config);
  const args = config.args ?? process.argv.slice(2);
  const strict = config.strict ?? true;
  const allowPositionals = config.allowPositionals ?? !strict;
  const options = config.options ?? {};
  if (!Array.isArray(args)) throw native.invalidArgType('args', 'an instance of Array', args);
  check(strict, 'boolean', 'strict');
  check(allowPositionals, 'boolean', 'allowPositionals');
  checkOptions(options);
  const result = { values: Object.create(null), positionals: [] };
  const tokens = tokenize(args, options);
  if (config.tokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) {
        checkKnown(token, options, allowPositionals);
        checkUsage(token, options);
      }
      if (token.name === '__proto__') continue;
      const value = token.value ?? true;
      if (Object.hasOwn(options, token.name) && options[token.name].multiple)
        (result.values[token.name] ??= []).push(value);
      else
        result.values[token.name] = value;
    } else if (token.kind === 'positional') {
      if (!allowPositionals) {
        throw failure('ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
          `Unexpected argument '${token.value}'. This command does not take positional arguments`);
      }
      result.positionals.push(token.value);
    }
  }
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined && result.values[name] === undefined) result.values[name] = option.default;
  }
  return result;
}

module.exports = { parseArgs };
