// Command-line options without a library: node-style --name=value, --flag, -n 3, and positional arguments.
const options = { name: 'world', count: 1, shout: false };
const positional = [];
const args = process.argv.slice(2);

while (args.length > 0) {
  const arg = args.shift();
  const [, key, value] = /^--([a-z]+)(?:=(.*))?$/.exec(arg) ?? [];
  if (arg === '-n') options.count = Number(args.shift());
  else if (key in options) options[key] = value ?? true;
  else if (arg.startsWith('-')) {
    console.error(`unknown option ${arg}`);
    process.exit(2);
  } else positional.push(arg);
}

for (let i = 0; i < options.count; i++) {
  const greeting = `Hello, ${options.name}${i > 0 ? ` (${i + 1})` : ''}!`;
  console.log(options.shout ? greeting.toUpperCase() : greeting);
}
console.log('left over:', positional);
process.exitCode = positional.length > 2 ? 1 : 0;
