// Default values of parameters.
function box(width = 3, height = width + 1, depth = 2) { return width * height + depth; }
let total = 0;
for (let i = 0; i < 60000000; i++) total = (total + box() + box(i & 7) + box(i & 3, 2) + box(1, undefined, i & 1)) | 0;
console.log(total);
