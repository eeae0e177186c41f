// A function whose argument is a number, a string, an array, an object or nothing.
function size(value) {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number') return 8;
  if (typeof value === 'string') return value.length * 2;
  if (typeof value === 'boolean') return 4;
  if (Array.isArray(value)) return value.length;
  return value.size;
}
const values = [1, 'two', null, [1, 2, 3], { size: 7 }, 2.5, undefined, true, 'seven'];
let total = 0;
for (let i = 0; i < 70000000; i++) total = (total + size(values[i % 9])) | 0;
console.log(total);
