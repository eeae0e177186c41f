// return, break and continue through finally.
function find(list, value) {
  for (let i = 0; i < list.length; i++) {
    try {
      if (list[i] === value) return i;
      if (list[i] > 90) break;
    } finally {
      visits++;
    }
  }
  return -1;
}
let visits = 0;
const list = [];
for (let i = 0; i < 100; i++) list.push((i * 37) % 101);
let total = 0;
for (let i = 0; i < 8000000; i++) total = (total + find(list, i % 101)) | 0;
console.log(total, visits);
