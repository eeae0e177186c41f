// WebAssembly JavaScript Interface over WABT's interpreter (../../wasm_native.cpp), with V8's messages.
'use strict';
const wasm = require('internal/wasm_native');
const native = require('internal/native');

const handles = new WeakMap(); // of modules, instances, memories, tables, globals: what the native side knows
const kinds = new WeakMap();
const PAGES = 65536, ELEMENTS = 10000000;

const errorType = (name) => {
  const type = { [name]: function (message, options) { return Reflect.construct(Error, [message, options], new.target ?? type); } }[name];
  Object.setPrototypeOf(type, Error);
  Object.defineProperty(type, 'length', { value: 1 });
  const hidden = (value) => ({ value, writable: true, configurable: true });
  type.prototype = Object.create(Error.prototype, { constructor: hidden(type), name: hidden(name), message: hidden('') });
  return Object.defineProperty(type, 'prototype', { enumerable: false, writable: false });
};
const CompileError = errorType('CompileError'), LinkError = errorType('LinkError'), RuntimeError = errorType('RuntimeError');
wasm.setRuntimeError((message) => new RuntimeError(message));

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
const mustBeNew = (target, name) => {
  if (target === undefined) throw new TypeError(`WebAssembly.${name}(): WebAssembly.${name} must be invoked with 'new'`);
};
const receive = (receiver, kind, where) => {
  if (kinds.get(receiver) !== kind) throw new TypeError(`WebAssembly.${kind}${where}: Receiver is not a WebAssembly.${kind}`);
  return handles.get(receiver);
};
// The object of a class for a handle, which has at most one.
function adopt(object, kind, handle) {
  handles.set(object, handle);
  kinds.set(object, kind);
  wasm.setWrapper(handle, object);
  return object;
}
const wrap = (handle, kind, type) => wasm.wrapperOf(handle) ?? adopt(Object.create(type.prototype), kind, handle);
const defineClass = (type, name, statics, members) => {
  Object.defineProperties(type, Object.getOwnPropertyDescriptors(statics));
  Object.defineProperty(type, 'prototype', { writable: false });
  Object.defineProperties(type.prototype, Object.getOwnPropertyDescriptors(members));
  Object.defineProperty(type.prototype, Symbol.toStringTag, { value: `WebAssembly.${name}`, configurable: true });
};

// [EnforceRange] unsigned long
function toUint32(value, what, least = 0, most = 4294967295) {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError(`${what} must be convertible to a valid number`);
  if (number < 0) throw new TypeError(`${what} must be non-negative`);
  if (number > 4294967295) throw new TypeError(`${what} must be in the unsigned long range`);
  const whole = Math.trunc(number);
  if (whole < least) throw new RangeError(`${what}: value ${whole} is below the lower bound ${least}`);
  if (whole > most) throw new RangeError(`${what}: value ${whole} is above the upper bound ${most}`);
  return whole;
}
function limits(descriptor, where, most) {
  const { initial } = descriptor;
  if (initial === undefined) throw new TypeError(`${where}: Property 'initial' is required`);
  const least = toUint32(initial, `${where}: Property 'initial'`, 0, most);
  const { maximum } = descriptor;
  return { initial: least, maximum: maximum === undefined ? undefined : toUint32(maximum, `${where}: Property 'maximum'`, least, most === PAGES ? most : undefined) };
}

function bytesOf(source, where, why = 'must be a buffer source') {
  const view = ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : source instanceof ArrayBuffer || source instanceof SharedArrayBuffer ? new Uint8Array(source) : undefined;
  if (view === undefined) throw new TypeError(`${where}: Argument 0 ${why}`);
  return view;
}
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
function compileBytes(bytes, where) {
  if (bytes.length === 0) throw new CompileError(`${where}: BufferSource argument is empty`);
  for (const [at, name, expected] of [[0, 'magic word', '00 61 73 6d'], [4, 'version', '01 00 00 00']]) {
    const found = bytes.subarray(at, at + 4);
    if (found.length < 4) throw new CompileError(`${where}: expected 4 bytes, fell off end @+${at}`);
    if (hex(found) !== expected) throw new CompileError(`${where}: expected ${name} ${expected}, found ${hex(found)} @+${at}`);
  }
  const made = wasm.compile(bytes);
  if (!wasm.isHandle(made)) throw new CompileError(`${where}: ${made.message} @+${made.offset}`);
  return { handle: made, sections: customSections(bytes) };
}

// Binary format §5.5.3: [name, bytes] of the custom sections of a valid module.
function customSections(bytes) {
  const sections = [];
  let at = 8;
  const number = () => {
    let value = 0, shift = 0, byte;
    do {
      byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte & 128);
    return value;
  };
  while (at < bytes.length) {
    const id = bytes[at++], end = number() + at;
    if (id === 0) {
      const length = number();
      sections.push([new TextDecoder().decode(bytes.subarray(at, at + length)), bytes.slice(at + length, end).buffer]);
    }
    at = end;
  }
  return sections;
}

const sectionsOf = new WeakMap();
const adoptModule = (object, { handle, sections }) => {
  sectionsOf.set(object, sections);
  return adopt(object, 'Module', handle);
};
function Module(bytes) {
  mustBeNew(new.target, 'Module');
  adoptModule(this, compileBytes(bytesOf(bytes, 'WebAssembly.Module()'), 'WebAssembly.Module()'));
}
const moduleOf = (value, where) => {
  if (kinds.get(value) !== 'Module') throw new TypeError(`${where}: Argument 0 must be a WebAssembly.Module`);
  return handles.get(value);
};
defineClass(Module, 'Module', {
  imports(module) { return wasm.moduleImports(moduleOf(module, 'WebAssembly.Module.imports()')).map(({ module, name, kind }) => ({ module, name, kind })); },
  exports(module) { return wasm.moduleExports(moduleOf(module, 'WebAssembly.Module.exports()')); },
  customSections(module, name) {
    moduleOf(module, 'WebAssembly.Module.customSections()');
    if (name === undefined) throw new TypeError('WebAssembly.Module.customSections(): Argument 1 is required');
    return sectionsOf.get(module).filter(([own]) => own === `${name}`).map(([, bytes]) => bytes.slice(0));
  },
}, {});
Object.defineProperty(Module.customSections, 'length', { value: 2 });

// §5.2 read the imports: a function or handle for each.
function readImports(module, imports, where) {
  const wanted = wasm.moduleImports(handles.get(module));
  if (wanted.length > 0 && !isObject(imports)) throw new TypeError(`${where}: Imports argument must be present and must be an object`);
  return wanted.map((one, index) => {
    const named = `${where}: Import #${index} module="${one.module}"`;
    const from = imports[one.module];
    if (!isObject(from)) throw new TypeError(`${named} error: module is not an object or function`);
    const value = from[one.name];
    const fail = (why) => { throw new LinkError(`${named} function="${one.name}" error: ${why}`); };
    switch (one.kind) {
      case 'function': return typeof value === 'function' ? value : fail('function import requires a callable');
      case 'table': return kinds.get(value) === 'Table' ? handles.get(value) : fail('table import requires a WebAssembly.Table');
      case 'memory': return kinds.get(value) === 'Memory' ? handles.get(value) : fail('memory import must be a WebAssembly.Memory object');
      case 'global': return kinds.get(value) === 'Global' ? handles.get(value) : plainGlobal(one, value, fail);
      default: return fail('unsupported kind of import');
    }
  });
}
function plainGlobal({ type, mutable }, value, fail) {
  if (mutable) fail('imported mutable global must be a WebAssembly.Global object');
  if (type === 'funcref') {
    if (value !== null && !wasm.isExported(value)) fail("imported funcref global must be null or WebAssembly function ('funcref') object");
  } else if (type !== 'externref' && typeof value !== (type === 'i64' ? 'bigint' : 'number')) {
    fail('global import must be a number, valid Wasm reference, or WebAssembly.Global object');
  }
  return wasm.newGlobal(type, false, value);
}
const MISMATCHES = { function: 'imported function does not match the expected type', table: 'table import has another type', memory: 'memory import has another size', global: 'imported global does not match the expected type' };
const classOf = (kind) => ({ memory: Memory, table: Table, global: Global })[kind];
const exportsOf = new WeakMap();
function instantiateModule(object, module, imports, where) {
  const made = wasm.instantiate(handles.get(module), readImports(module, imports, where), `${where}: `);
  if (typeof made === 'number') {
    const wanted = wasm.moduleImports(handles.get(module))[made];
    throw new LinkError(`${where}: Import #${made} module="${wanted.module}" function="${wanted.name}" error: ${MISMATCHES[wanted.kind]}`);
  }
  const exported = Object.create(null);
  wasm.moduleExports(handles.get(module)).forEach(({ name, kind }, index) => {
    const one = made[index + 1];
    exported[name] = kind === 'function' ? one : wrap(one, classOf(kind).name, classOf(kind));
  });
  exportsOf.set(object, Object.freeze(exported));
  return adopt(object, 'Instance', made[0]);
}
function Instance(module, imports) {
  mustBeNew(new.target, 'Instance');
  moduleOf(module, 'WebAssembly.Instance()');
  if (imports !== undefined && !isObject(imports)) throw new TypeError('WebAssembly.Instance(): Argument 1 must be an object');
  instantiateModule(this, module, imports, 'WebAssembly.Instance()');
}
Object.defineProperty(Instance, 'length', { value: 1 });
defineClass(Instance, 'Instance', {}, {
  get exports() {
    receive(this, 'Instance', '.exports');
    return exportsOf.get(this);
  },
});

function Memory(descriptor) {
  mustBeNew(new.target, 'Memory');
  if (!isObject(descriptor)) throw new TypeError('WebAssembly.Memory(): Argument 0 must be a memory descriptor');
  const { initial, maximum } = limits(descriptor, 'WebAssembly.Memory()', PAGES);
  if (descriptor.shared) throw new TypeError('WebAssembly.Memory(): shared memories are not supported');
  adopt(this, 'Memory', wasm.newMemory(initial, maximum));
}
defineClass(Memory, 'Memory', {}, {
  grow(pages) {
    const handle = receive(this, 'Memory', '.grow()');
    const delta = toUint32(pages, 'WebAssembly.Memory.grow(): Argument 0');
    const before = wasm.growMemory(handle, delta);
    if (before < 0) throw new RangeError(`WebAssembly.Memory.grow(): ${delta > PAGES ? 'Unable to grow instance memory' : 'Maximum memory size exceeded'}`);
    return before;
  },
  get buffer() { return wasm.memoryBuffer(receive(this, 'Memory', '.buffer')); },
});

// What a table of functions takes.
const checkElement = (type, value, where) => {
  if (type !== 'funcref' || value === null || (typeof value === 'function' && wasm.isExported(value))) return value;
  throw new TypeError(`${where}: Argument 1 is invalid for table: function-typed object must be null (if nullable) or a Wasm function object`);
};
function Table(descriptor, ...rest) {
  mustBeNew(new.target, 'Table');
  if (!isObject(descriptor)) throw new TypeError('WebAssembly.Table(): Argument 0 must be a table descriptor');
  const element = `${descriptor.element}`;
  if (element !== 'anyfunc' && element !== 'externref') throw new TypeError("WebAssembly.Table(): Descriptor property 'element' must be a WebAssembly reference type");
  const type = element === 'anyfunc' ? 'funcref' : element;
  const { initial, maximum } = limits(descriptor, 'WebAssembly.Table()', ELEMENTS);
  const value = rest[0] === undefined && type === 'funcref' ? null : checkElement(type, rest[0], 'WebAssembly.Table()');
  adopt(this, 'Table', wasm.newTable(type, initial, maximum, value));
}
const elementOf = (handle, given, where) => {
  const type = wasm.tableType(handle);
  return given.length === 0 ? (type === 'funcref' ? null : undefined) : checkElement(type, given[0], where);
};
const indexOf = (handle, value, where) => {
  const index = toUint32(value, `${where}: Argument 0`);
  if (index >= wasm.tableLength(handle)) throw new RangeError(`${where}: invalid index ${index} into function table`);
  return index;
};
defineClass(Table, 'Table', {}, {
  get length() { return wasm.tableLength(receive(this, 'Table', '.length')); },
  grow(count, ...value) {
    const handle = receive(this, 'Table', '.grow()');
    const delta = toUint32(count, 'WebAssembly.Table.grow(): Argument 0');
    const element = elementOf(handle, value, 'WebAssembly.Table.grow()');
    const before = delta + wasm.tableLength(handle) > ELEMENTS ? -1 : wasm.growTable(handle, delta, element);
    if (before < 0) throw new RangeError(`WebAssembly.Table.grow(): failed to grow table by ${delta}`);
    return before;
  },
  set(index, ...value) {
    const handle = receive(this, 'Table', '.set()');
    const at = indexOf(handle, index, 'WebAssembly.Table.set()');
    wasm.tableSet(handle, at, elementOf(handle, value, 'WebAssembly.Table.set()'));
  },
  get(index) {
    const handle = receive(this, 'Table', '.get()');
    return wasm.tableGet(handle, indexOf(handle, index, 'WebAssembly.Table.get()'));
  },
});

const VALUE_TYPES = { i32: 0, i64: 0n, f32: 0, f64: 0, externref: null, anyfunc: null };
function Global(descriptor, ...rest) {
  mustBeNew(new.target, 'Global');
  if (!isObject(descriptor)) throw new TypeError('WebAssembly.Global(): Argument 0 must be a global descriptor');
  const mutable = Boolean(descriptor.mutable), type = `${descriptor.value}`;
  if (!Object.hasOwn(VALUE_TYPES, type)) throw new TypeError("WebAssembly.Global(): Descriptor property 'value' must be a WebAssembly type");
  const value = rest[0] === undefined ? VALUE_TYPES[type] : rest[0];
  if (type === 'anyfunc' && value !== null && !wasm.isExported(value)) throw new TypeError('WebAssembly.Global(): The value of funcref globals must be null or an exported function');
  adopt(this, 'Global', wasm.newGlobal(type === 'anyfunc' ? 'funcref' : type, mutable, value));
}
defineClass(Global, 'Global', {}, {
  valueOf() { return wasm.globalGet(receive(this, 'Global', '.valueOf()')); },
  get value() { return wasm.globalGet(receive(this, 'Global', '.value')); },
  set value(value) {
    const handle = receive(this, 'Global', '.value');
    if (!wasm.globalIsMutable(handle)) throw new TypeError("set WebAssembly.Global.value: Can't set the value of an immutable global.");
    wasm.globalSet(handle, value);
  },
});

// Compiling is done at the call, from bytes that may change after it; its end is told in a task of its own.
const later = (action) => new Promise((resolve, reject) => {
  let settle;
  try {
    const value = action();
    settle = () => resolve(value);
  } catch (error) {
    settle = () => reject(error);
  }
  setImmediate(settle);
});
const moduleFrom = (bytes, where) => adoptModule(Object.create(Module.prototype), compileBytes(bytes, where));
const instanceFrom = (module, imports, where) => instantiateModule(Object.create(Instance.prototype), module, imports, where);
async function responseBytes(source) {
  const response = await source;
  if (response?.constructor?.name !== 'Response' || typeof response.arrayBuffer !== 'function')
    throw native.invalidArgType('source', 'an instance of Response or an Promise resolving to Response', response);
  const type = response.headers.get('content-type');
  if (type !== 'application/wasm') throw native.makeError('TypeError', 'ERR_WEBASSEMBLY_RESPONSE', `WebAssembly response has unsupported MIME type '${type}'`);
  if (!response.ok) throw native.makeError('TypeError', 'ERR_WEBASSEMBLY_RESPONSE', `WebAssembly response has status code ${response.status}`);
  if (response.bodyUsed) throw native.makeError('TypeError', 'ERR_WEBASSEMBLY_RESPONSE', 'WebAssembly response body has already been used');
  return new Uint8Array(await response.arrayBuffer());
}

const WebAssembly = {
  compile(bytes) { return later(() => moduleFrom(bytesOf(bytes, 'WebAssembly.compile()'), 'WebAssembly.compile()')); },
  validate(bytes) {
    const view = bytesOf(bytes, 'WebAssembly.validate()');
    try {
      compileBytes(view, '');
      return true;
    } catch (error) {
      if (error instanceof CompileError) return false;
      throw error;
    }
  },
  instantiate(source, ...rest) {
    const [imports] = rest, where = 'WebAssembly.instantiate()';
    return later(() => {
      if (!isObject(source)) throw new TypeError(`${where}: Argument 0 must be a buffer source or a WebAssembly.Module object`);
      if (imports !== undefined && !isObject(imports)) throw new TypeError(`${where}: Argument 1 must be an object`);
      if (kinds.get(source) === 'Module') return instanceFrom(source, imports, where);
      const module = moduleFrom(bytesOf(source, where, 'must be a buffer source or a WebAssembly.Module object'), where);
      return { module, instance: instanceFrom(module, imports, where) };
    });
  },
  compileStreaming(source) { return responseBytes(source).then((bytes) => moduleFrom(bytes, 'WebAssembly.compileStreaming()')); },
  instantiateStreaming(source, ...rest) {
    const where = 'WebAssembly.instantiateStreaming()';
    return responseBytes(source).then((bytes) => {
      const module = moduleFrom(bytes, where);
      return { module, instance: instanceFrom(module, rest[0], where) };
    });
  },
};
for (const type of [Module, Instance, Table, Memory, Global, CompileError, LinkError, RuntimeError])
  Object.defineProperty(WebAssembly, type.name, { value: type, writable: true, configurable: true });
Object.defineProperty(WebAssembly, Symbol.toStringTag, { value: 'WebAssembly', configurable: true });
module.exports = { WebAssembly };
