// acorn parses its own source; the tree is summarised by its JSON length and a hash computed in plain JavaScript.
const fs = require('fs');
const acorn = require('acorn');

const source = fs.readFileSync(require.resolve('acorn'), 'utf8');
const tree = acorn.parse(source, { ecmaVersion: 'latest', locations: true });
const json = JSON.stringify(tree);
let hash = 2166136261;
for (let i = 0; i < json.length; i++) hash = Math.imul(hash ^ json.charCodeAt(i), 16777619) >>> 0;
console.log(acorn.version, source.length, json.length, hash.toString(16));
const kinds = {};
JSON.parse(json, (key, value) => { if (key === 'type') kinds[value] = (kinds[value] || 0) + 1; return value; });
console.log(kinds);
const comments = [];
const tokens = [...acorn.tokenizer('let x = /re/g + `t${1}` // c', { ecmaVersion: 2022, onComment: comments })];
console.log(tokens.map((t) => t.type.label).join(' '), comments.length);
for (const bad of ['let x = ;', 'a b', 'return 1', 'const c', '"abc', '({a:1, a:2, __proto__: 1, __proto__: 2})', 'for (let x of [], []) ;']) {
  try { acorn.parse(bad, { ecmaVersion: 2023 }); console.log('parsed'); } catch (e) { console.log(e.name, e.message, e.pos, e.loc.line); }
}
