// Prints the names of the given CommonJS files that do not parse.
'use strict';
const fs = require('fs');
const vm = require('vm');
for (const file of process.argv.slice(2)) {
  try {
    new vm.Script(`(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(file, 'utf8')}\n})`);
  } catch (error) {
    console.log(`${file} ${error.message}`);
  }
}
