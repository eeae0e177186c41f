// A file that only run time finds requires builtin modules that this program does not name.
const fs = require('fs');
const path = require('path');
const file = path.join(fs.mkdtempSync(path.join(require('os').tmpdir(), 'kiln-load-')), 'loaded.js');
fs.writeFileSync(file, "const assert = require('assert'), { EventEmitter } = require('node:events');\nassert.strictEqual(1, 1);\nmodule.exports = [typeof EventEmitter, require('querystring').parse('a=1').a, require('util').inspect({ a: 1 })];\n");
const load = (name) => require(name);
console.log(load(file));
fs.rmSync(path.dirname(file), { recursive: true });
