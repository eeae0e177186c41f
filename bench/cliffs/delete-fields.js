// Fields deleted and added again, reads in between.
const pool = [];
for (let i = 0; i < 100; i++) pool.push({ id: i, name: 'n' + i, busy: true, left: 1 });
let total = 0;
for (let round = 0; round < 40000; round++) {
  for (let i = 0; i < pool.length; i++) {
    const entry = pool[i];
    if ((round + i) % 16 === 0) { delete entry.busy; entry.busy = false; }
    total = (total + entry.id + entry.left) | 0;
  }
}
console.log(total);
