let i = 0; const fs = [];
while (i < 3) { const j = i; fs.push(() => j * 10 + i); i++; }
console.log(fs.map((f) => f()).join());
