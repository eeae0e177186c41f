// The TypeScript compiler checks a file, and with it the declarations of ECMAScript and the DOM.
const path = require('path');
const ts = require('typescript');
const file = path.join(__dirname, 'checked.ts');
const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => __dirname, getNewLine: () => '\n' };
require('./lib/repeat')(() => {
  const program = ts.createProgram([file], { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, types: [] });
  const diagnostics = ts.getPreEmitDiagnostics(program);
  return ts.formatDiagnostics(diagnostics, host) + [program.getNodeCount(), program.getIdentifierCount(), program.getSymbolCount(), program.getTypeCount()].join(' ');
});
