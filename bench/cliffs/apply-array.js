// f.apply(object, array) with arrays that live on.
function pick(a, b, c) {
  return this.scale * a + b - c;
}
const rows = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
const self = { scale: 3 };
let total = 0;
for (let i = 0; i < 15000000; i++) total = (total + pick.apply(self, rows[i % 3])) | 0;
console.log(total, Math.max.apply(null, rows[2]));
