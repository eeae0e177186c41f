// Array.prototype.slice.call(arguments, 1), as older libraries write it.
function format(template) {
  const args = Array.prototype.slice.call(arguments, 1);
  let total = template.length;
  for (let i = 0; i < args.length; i++) total += args[i];
  return total;
}
let total = 0;
for (let i = 0; i < 3000000; i++) total = (total + format('%d %d', i, 2) + format('%d', i)) | 0;
console.log(total);
