'use strict';
// One line a check: what a call gives, or the error that it throws.
const { inspect } = require('util');
let count = 0;
const text = (v) => inspect(v, { depth: 6, breakLength: 200, maxArrayLength: 40, maxStringLength: 300, sorted: false });
const described = (e) => (e instanceof Error ? `${e.name}${e.code === undefined ? '' : ` [${e.code}]`}: ${e.message}` : `thrown ${text(e)}`);
exports.check = (label, run) => {
  count++;
  let shown;
  try { shown = text(run()); } catch (e) { shown = described(e); }
  console.log(`${label} = ${shown}`);
};
// Every function of `names` in `object` with every list of arguments.
exports.table = (name, object, names, rows) => {
  for (const fn of names) for (const row of rows) exports.check(`${name}.${fn}(${row.map((v) => inspect(v, { depth: 3, breakLength: Infinity })).join(', ')})`, () => object[fn](...row));
};
exports.described = described;
exports.text = text;
exports.done = () => console.log(`${count} checks`);
