// The steady form of a program (argument 1), on standard output: classes and functions are as they were, all other statements of
// its top level are a function that runs as often as the argument says. A round begins when nothing of the one before is left to
// do, and prints its milliseconds of processor time to standard error.
const fs = require('fs');
const acorn = require('acorn');

const text = fs.readFileSync(process.argv[2], 'utf8');
const kept = [], names = [], work = [];
const source = (node) => text.slice(node.start, node.end);

function bind(pattern) {
  if (pattern === null) return;
  if (pattern.type === 'Identifier') names.push(pattern.name);
  else if (pattern.type === 'ObjectPattern') pattern.properties.forEach((property) => bind(property.value ?? property.argument));
  else if (pattern.type === 'ArrayPattern') pattern.elements.forEach(bind);
  else bind(pattern.left ?? pattern.argument);
}

for (const node of acorn.parse(text, { ecmaVersion: 'latest' }).body) {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
    kept.push(source(node));
  } else if (node.type === 'VariableDeclaration') {
    for (const { id, init } of node.declarations) {
      bind(id);
      work.push(`(${source(id)} = ${init === null ? 'undefined' : source(init)});`);
    }
  } else {
    work.push(source(node));
  }
}
if (names.length > 0) kept.push(`let ${names.join(', ')};`);
console.log(`${kept.join('\n')}
const $rounds = Number(process.argv[2]);
let $done = 0, $before;
function $work() {
${work.join('\n')}
}
function $round() { $before = process.cpuUsage(); $work(); }
process.on('beforeExit', () => {
  if ($done === $rounds) return;
  const { user, system } = process.cpuUsage($before);
  console.error((user + system) / 1000);
  if (++$done < $rounds) setImmediate($round);
});
$round();`);
