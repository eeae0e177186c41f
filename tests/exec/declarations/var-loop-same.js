var fs = [];
for (var i = 0; i < 3; i++) fs.push(() => i);
console.log(fs.map((f) => f()).join());
for (var k in { a: 1, b: 2 }) fs.push(() => k);
console.log(fs.map((f) => f()).join(), i, k);
