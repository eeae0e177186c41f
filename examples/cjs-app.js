// A CommonJS program of several files: require, module.exports, JSON, a cycle between two modules.
const settings = require('./cjs-app/settings.json');
const { Parser } = require('./cjs-app/parser');
const evaluate = require('./cjs-app/evaluate');

for (const line of settings.expressions) {
  try {
    const tree = new Parser(line).parse();
    console.log(`${line} = ${evaluate(tree)}`);
  } catch (error) {
    console.log(`${line}: ${error.name}: ${error.message}`);
  }
}
console.log(Object.keys(require.cache).length, 'modules loaded');
