// node:vm. A context is a realm of its own, whose global object shows the properties of the object that it was made for.
'use strict';
const native = require('internal/vm_native');
const { invalidArgType } = require('internal/native');

const kMainRealm = 0;
const kDefaultFile = 'evalmachine.<anonymous>';

const realms = new WeakMap();

function validateObject(value, name) {
  if (value === null || typeof value !== 'object') throw invalidArgType(name, 'of type object', value);
}

function isContext(object) {
  validateObject(object, 'object');
  return realms.has(object);
}

function createContext(object = {}, options = {}) {
  if (isContext(object)) return object;
  validateObject(options, 'options');
  realms.set(object, native.makeContext(object));
  return object;
}

function realmOf(object) {
  if (object === null || typeof object !== 'object' || !realms.has(object))
    throw invalidArgType('contextifiedObject', 'an vm.Context', object);
  return realms.get(object);
}

function fileOf(options, otherwise) {
  if (typeof options === 'string') return options;
  if (options === undefined) return otherwise;
  validateObject(options, 'options');
  const { filename = otherwise } = options;
  if (typeof filename !== 'string') throw invalidArgType('options.filename', 'of type string', filename);
  return filename;
}

class Script {
  #code;
  #file;
  // `parsingRealm`: whose SyntaxError it is.
  constructor(code, options = {}, parsingRealm = kMainRealm) {
    this.#code = `${code}`;
    this.#file = fileOf(options, kDefaultFile);
    native.check(this.#code, parsingRealm);
  }
  runInThisContext() {
    return native.run(this.#code, this.#file, kMainRealm);
  }
  runInContext(contextifiedObject) {
    return native.run(this.#code, this.#file, realmOf(contextifiedObject));
  }
  runInNewContext(contextObject, options) {
    return this.runInContext(createContext(contextObject, options));
  }
}

function runInThisContext(code, options) {
  return new Script(code, options).runInThisContext();
}

function runInContext(code, contextifiedObject, options) {
  return new Script(code, options, realmOf(contextifiedObject)).runInContext(contextifiedObject);
}

function runInNewContext(code, contextObject, options) {
  return runInContext(code, createContext(contextObject), options);
}

function createScript(code, options) {
  return new Script(code, options);
}

function compileFunction(code, params = [], options = {}) {
  if (typeof code !== 'string') throw invalidArgType('code', 'of type string', code);
  if (!Array.isArray(params)) throw invalidArgType('params', 'an instance of Array', params);
  validateObject(options, 'options');
  const { parsingContext } = options;
  if (parsingContext !== undefined && !(parsingContext !== null && typeof parsingContext === 'object' && isContext(parsingContext)))
    throw invalidArgType('options.parsingContext', 'an instance of Context', parsingContext);
  const made = native.compileFunction(code, params, parsingContext === undefined ? kMainRealm : realmOf(parsingContext));
  Object.defineProperty(made, 'name', { value: '', configurable: true });
  return made;
}

module.exports = { Script, compileFunction, createContext, createScript, isContext, runInContext, runInNewContext, runInThisContext };
