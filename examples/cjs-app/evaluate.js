module.exports = evaluate;
const functions = require('./functions');
const { precision } = require('./settings.json');

const operators = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '^': Math.pow };

function evaluate(tree) {
  if (typeof tree === 'number') return tree;
  if (tree.call) return functions.call(tree);
  const right = evaluate(tree.right);
  const value = tree.op === 'neg' ? -right : operators[tree.op](evaluate(tree.left), right);
  return Number(value.toFixed(precision));
}
