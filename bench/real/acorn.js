// acorn parses the TypeScript compiler (6 MB) and counts what it finds.
const fs = require('fs');
const path = require('path');
const acorn = require('acorn');
const text = fs.readFileSync(path.join(__dirname, '../node_modules/typescript/lib/_tsc.js'), 'utf8');
require('./lib/repeat')(() => {
  const counts = {};
  let identifiers = 0, length = 0;
  const pending = [acorn.parse(text, { ecmaVersion: 'latest', locations: true })];
  while (pending.length > 0) {
    const node = pending.pop();
    counts[node.type] = (counts[node.type] || 0) + 1;
    if (node.type === 'Identifier') { identifiers++; length += node.name.length; }
    for (const key in node) {
      const value = node[key];
      if (value === null || typeof value !== 'object') continue;
      if (Array.isArray(value)) { for (const item of value) if (item !== null) pending.push(item); }
      else if (typeof value.type === 'string') pending.push(value);
    }
  }
  return `${identifiers} ${length} ${JSON.stringify(counts)}`;
});
