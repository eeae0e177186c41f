// A rest parameter that is only counted and indexed.
function join(separator, ...parts) {
  let n = parts.length * separator;
  for (let i = 0; i < parts.length; i++) n += parts[i];
  return n;
}
let total = 0;
for (let i = 0; i < 18000000; i++) total = (total + join(2, i, 1, 2) + join(1, i)) | 0;
console.log(total);
