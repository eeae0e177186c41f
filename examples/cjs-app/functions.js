const evaluate = require('./evaluate');
const table = { sqrt: Math.sqrt, abs: Math.abs };
exports.call = ({ call, argument }) => {
  if (!Object.hasOwn(table, call)) throw new ReferenceError(`no function ${call}`);
  return table[call](evaluate(argument));
};
