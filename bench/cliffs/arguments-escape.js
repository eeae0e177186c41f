// `arguments` stored and read later by other functions.
let last = null;
function record() {
  last = arguments;
  return last.length;
}
function read(args) {
  return args[0] + args[args.length - 1];
}
let total = 0;
for (let i = 0; i < 12000000; i++) {
  total += record(i, 2, i & 3);
  total = (total + read(last)) | 0;
}
console.log(total);
