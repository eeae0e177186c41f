const fs = [];
for (const v of [1, 2]) { try { throw v * 10; } catch (e) { fs.push(() => e + v); } { let t = v; fs.push(() => t++); } }
console.log(fs.map((f) => f()).join(), fs.map((f) => f()).join());
