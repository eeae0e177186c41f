let list = null;
for (let i = 0; i < 1000; i++) list = { value: i, next: list };
let total = 0;
for (let n = list; n !== null; n = n.next) total += n.value;
console.log(total);
