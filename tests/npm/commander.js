const { Command, Option, InvalidArgumentError } = require('commander');
function build() {
  const out = [];
  const program = new Command();
  program.exitOverride().configureOutput({ writeOut: (s) => out.push(s), writeErr: (s) => out.push('ERR ' + s) }).name('tool').description('a tool').version('1.2.3');
  program.option('-d, --debug', 'debug mode').option('-p, --port <number>', 'port', (v) => { const n = parseInt(v, 10); if (isNaN(n)) throw new InvalidArgumentError('Not a number.'); return n; }, 80).option('--no-color', 'no colour').addOption(new Option('-l, --level <level>', 'level').choices(['low', 'high']).default('low')).option('-i, --include <items...>', 'several');
  program.command('serve <dir> [files...]').alias('s').description('serve a folder').option('-q, --quiet').action((dir, files, options, command) => out.push(JSON.stringify({ dir, files, options, global: command.parent.opts() })));
  program.command('add').argument('<x>', 'first', Number).argument('[y]', 'second', Number, 10).action((x, y) => out.push(x + y));
  program.hook('preAction', (a, b) => out.push(`before ${b.name()}`));
  return { program, out };
}
for (const line of ['serve pub a b -q --port 8080', '--help', 'serve --help', '--version', 'add 5', 'add 5 6 -d --no-color', 'serve', '--port x add 1', '--level mid add 1', 'unknown', 'add 1 2 3', '--bogus', '-i a b -- add 1', 's x', '-dp 5 add 2', '--por 3 add 1', 'srve x']) {
  const { program, out } = build();
  try { program.parse(['node', 'tool', ...line.split(' ')]); } catch (e) { out.push(`${e.code} ${e.exitCode}`); }
  console.log('$ ' + line + '\n' + out.join('\n'));
}
const p = new Command(); p.argument('[a]').option('-x'); p.parse(['v', '-x'], { from: 'user' }); console.log(p.args, p.opts());
