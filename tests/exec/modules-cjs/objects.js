// The module objects: parent, children, paths, what the cache holds, errors.
const Module = require('module');
const path = require('path');
const short = (p) => (p == null ? p : path.relative(__dirname, p) || '.');
console.log(module.id, short(module.path), short(module.filename), module.loaded, module.parent, module.paths[0] === path.join(__dirname, 'node_modules'));
console.log(module instanceof Module, module.constructor === Module, Object.keys(module).join());
const child = require('./objects/child.js');
console.log(child.report());
console.log(module.children.map((m) => short(m.id)), child.module.parent === module, child.module.loaded);
require('./objects/child.js');
console.log(module.children.length, Object.keys(require.cache).map(short));
require('./objects/data.json');
console.log(Object.keys(require.cache).map(short), require.cache[require.resolve('./objects/data.json')].exports);
delete require.cache[require.resolve('./objects/child.js')];
console.log(require('./objects/child.js') === child, require('./objects/child.js').loads);
require.cache[require.resolve('./objects/child.js')].exports = 'replaced';
console.log(require('./objects/child.js'));
console.log(require.resolve('./objects/child') === path.join(__dirname, 'objects/child.js'), require.resolve('fs'), require.resolve('node:fs'));
console.log(require.resolve.paths('./x').map(short), require.resolve.paths('fs'), require.resolve.paths('x')[0] === module.paths[0]);
console.log(short(require.resolve('./child', { paths: [path.join(__dirname, 'objects')] })));
for (const bad of [() => require.resolve('./none'), () => require(undefined), () => require(''), () => require({}), () => require('./objects/deep.js')]) {
  try {
    bad();
  } catch (e) {
    console.log(e.name, e.code, e.message.split(__dirname).join('<dir>'), e.requireStack && e.requireStack.map(short));
  }
}
console.log(Module.builtinModules.length > 60, Module.isBuiltin('fs'), Module.isBuiltin('node:fs/promises'), Module.isBuiltin('./fs'), Module._nodeModulePaths('/a/node_modules/b'));
const made = Module.createRequire(path.join(__dirname, 'objects', 'none.js'));
console.log(made('./data.json').a, made.main === module, typeof made.resolve.paths);
try {
  Module.createRequire('relative.js');
} catch (e) {
  console.log(e.code, e.message);
}
console.log(new Module('x/y', null));
console.log(typeof require, module.children.length);
