// f.call(object, …) in a hot loop.
function add(n, m) {
  return this.base + n - m;
}
const objects = [{ base: 1 }, { base: 2 }, { base: 3 }];
let total = 0;
for (let i = 0; i < 40000000; i++) total = (total + add.call(objects[i % 3], i, 1)) | 0;
console.log(total);
