// Frozen objects and arrays read in loops.
const config = Object.freeze({ width: 3, height: 4, list: Object.freeze([1, 2, 3, 4]) });
let total = 0;
for (let i = 0; i < 60000000; i++) total = (total + config.width * config.list[i & 3] + config.list.length + config.height) | 0;
console.log(total);
