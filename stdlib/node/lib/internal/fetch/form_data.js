// FormData (XMLHttpRequest Standard §5).
'use strict';
const { checkCount, define, defineIterable, illegalInvocation, kInspect, shown, usvString } = require('internal/fetch/convert');

let entriesOf;

class _FormData {
  #entries = [];

  constructor(form) {
    if (form !== undefined) throw new TypeError('FormData constructor: Argument 1 could not be converted to: undefined.');
  }
  static {
    entriesOf = (form) => {
      if (typeof form !== 'object' || form === null || !(#entries in form)) throw illegalInvocation();
      return form.#entries;
    };
  }

  append(name, value, filename = undefined) {
    const entries = entriesOf(this);
    checkCount(arguments, 2, 'FormData.append');
    entries.push(entryOf('append', name, value, filename, arguments.length));
  }
  delete(name) {
    const entries = entriesOf(this);
    checkCount(arguments, 1, 'FormData.delete');
    name = usvString(name, 'FormData.delete', 'name');
    this.#entries = entries.filter((entry) => entry[0] !== name);
  }
  get(name) {
    const entries = entriesOf(this);
    checkCount(arguments, 1, 'FormData.get');
    name = usvString(name, 'FormData.get', 'name');
    const found = entries.find((entry) => entry[0] === name);
    return found ? found[1] : null;
  }
  getAll(name) {
    const entries = entriesOf(this);
    checkCount(arguments, 1, 'FormData.getAll');
    name = usvString(name, 'FormData.getAll', 'name');
    return entries.filter((entry) => entry[0] === name).map((entry) => entry[1]);
  }
  has(name) {
    const entries = entriesOf(this);
    checkCount(arguments, 1, 'FormData.has');
    name = usvString(name, 'FormData.has', 'name');
    return entries.some((entry) => entry[0] === name);
  }
  // The first entry of that name is replaced, the others go.
  set(name, value, filename = undefined) {
    const entries = entriesOf(this);
    checkCount(arguments, 2, 'FormData.set');
    const made = entryOf('set', name, value, filename, arguments.length);
    const at = entries.findIndex((entry) => entry[0] === made[0]);
    if (at === -1) entries.push(made);
    else this.#entries = [...entries.slice(0, at), made, ...entries.slice(at + 1).filter((entry) => entry[0] !== made[0])];
  }
  [kInspect](depth, options) {
    const facts = {};
    for (const [name, value] of entriesOf(this)) {
      if (!Object.hasOwn(facts, name)) facts[name] = value;
      else if (Array.isArray(facts[name])) facts[name].push(value);
      else facts[name] = [facts[name], value];
    }
    return shown('FormData', facts, depth, options);
  }
}

// §5.1 create an entry
function entryOf(method, name, value, filename, count) {
  if (count === 3 && !(value instanceof Blob))
    throw new TypeError(`Failed to execute '${method}' on 'FormData': parameter 2 is not of type 'Blob'`);
  name = usvString(name, `FormData.${method}`, 'name');
  if (!(value instanceof Blob)) return [name, usvString(value, `FormData.${method}`, 'value')];
  const given = count === 3 ? usvString(filename, `FormData.${method}`, 'name') : undefined;
  if (!(value instanceof File)) value = new File([value], given ?? 'blob', { type: value.type });
  else if (given !== undefined) value = new File([value], given, { type: value.type, lastModified: value.lastModified });
  return [name, value];
}

define(_FormData, 'FormData', ['append', 'delete', 'get', 'getAll', 'has', 'set']);
defineIterable(_FormData, 'FormData', (form) => entriesOf(form));

module.exports = { FormData: _FormData, entriesOf };
