// require() of names that only the running program knows.
const name = (s) => './fo' + 'und/' + s;
const one = require(name('one'));
console.log(one, require(name('one')) === one, require.cache[require.resolve(name('one.js'))].exports === one);
console.log(module.children.map((m) => m.filename.split('/').pop()), one.parent);
for (const f of ['broken', 'nothing', 'throws', 'data'])
  try { console.log(require(name(f))); } catch (e) { console.log(f, e.name, e.code); }
exports.late = 1;
