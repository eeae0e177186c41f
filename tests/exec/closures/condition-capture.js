const seen = [];
for (let i = 0; seen.push(() => i), i < 3; seen.push(() => i), i++) seen.push(() => i);
console.log(seen.map((f) => f()).join());
