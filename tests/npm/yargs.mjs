// What command line programs are put together from: yargs, chalk, dotenv.
import chalk, { Chalk, chalkStderr, supportsColor } from 'chalk';
import dotenv from 'dotenv';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import yargs from 'yargs';
import { hideBin, Parser } from 'yargs/helpers';

const program = (args) => yargs(args).scriptName('tool').exitProcess(false).locale('en').wrap(80)
  .option('verbose', { alias: 'v', type: 'count', describe: 'say more' })
  .option('size', { type: 'number', default: 3, describe: 'how large', group: 'Numbers:' })
  .option('names', { type: 'array', string: true })
  .option('kind', { choices: ['a', 'b'], coerce: (value) => value?.toUpperCase() })
  .option('flag', { boolean: true, conflicts: 'other' }).option('other', { implies: 'size' })
  .command('copy <from> [to..]', 'copies files', (y) => y.positional('from', { type: 'string' }).example('$0 copy a b', 'copies a to b').demandOption('size'), (argv) => console.log('copy', argv.from, argv.to, argv.size))
  .command({ command: ['remove <path>', 'rm'], describe: 'removes', builder: (y) => y.option('force', { type: 'boolean' }), handler: async (argv) => { await null; console.log('remove', argv.path, argv.force); } })
  .command('fail', false, {}, () => { throw new Error('failed'); })
  .middleware((argv) => { argv.seen = true; })
  .check((argv) => (argv.size > 100 ? 'too large' : true))
  .strict().help().version('1.2.3').epilogue('the end').recommendCommands()
  .fail((message, error) => { console.log('fail:', message ?? error.message); });

for (const line of [
  '-vv --size 5 --names x y --kind a', 'copy one two three --no-flag', 'rm path --force', 'remove', '--kind c', '--unknown', 'coppy x', '--size 200 copy x', '--flag --other 1', 'fail', '--version',
]) {
  let argv;
  try {
    argv = await program(line.split(' ')).parse();
  } catch (error) {
    console.log('thrown:', error.message);
  }
  console.log('>', line, argv && { ...argv, $0: undefined });
}
console.log(await new Promise((done) => program([]).parse('--help', (error, argv, output) => done(output))));
console.log(await new Promise((done) => program([]).parse('copy --help', (error, argv, output) => done(output))));
console.log(Parser('--a.b=1 -xyz 5 --no-c -- rest --d', { number: ['z'], configuration: { 'dot-notation': true } }), hideBin(['node', 'x', 'a']));

console.log(chalk.level, supportsColor, chalkStderr.level, chalk.red('plain'));
const colours = new Chalk({ level: 3 });
console.log(JSON.stringify([
  colours.red('r'), colours.bold.underline.bgBlue('many'), colours.hex('#ff8800')('hex'), colours.bgRgb(1, 2, 3).visible('rgb'), colours.ansi256(99)('256'), colours.red('a', colours.green('b'), 'c'),
  colours.dim('line\nbreak'), new Chalk({ level: 1 }).hex('#ff8800')('down'), new Chalk({ level: 2 }).rgb(200, 0, 0)('down'), colours.inverse.strikethrough(''), colours.redBright.bgWhiteBright(1, 2),
]));

const file = path.join(os.tmpdir(), `kiln-env-${process.pid}`);
fs.writeFileSync(file, 'A=1\nB="two\\nlines"\nC=\'single $A\'\n# comment\nexport D = spaced # end\nE=`back "ticks"`\nF=\nG="multi\nline"\nNOT VALID\nH=a=b\n');
console.log(dotenv.parse(fs.readFileSync(file)));
process.env.A = 'kept';
const loaded = dotenv.config({ path: file, quiet: true });
console.log(Object.keys(loaded.parsed).length, process.env.A, process.env.B, process.env.D);
console.log(dotenv.config({ path: file, override: true, quiet: true, processEnv: {} }).parsed.A, dotenv.config({ path: `${file}-none`, quiet: true }).error?.code);
fs.rmSync(file);
