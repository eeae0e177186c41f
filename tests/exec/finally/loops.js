const log = [];
for (let i = 0; i < 4; i++) { try { if (i === 1) continue; if (i === 3) break; log.push('b' + i); } finally { log.push('f' + i); } }
outer: for (const a of [1, 2]) { for (const b of [1, 2]) { try { if (b === 2) continue outer; if (a === 2) break outer; } finally { log.push(`${a}${b}`); } } }
let n = 0; while (true) { try { n++; if (n > 2) break; } finally { if (n === 3) n = 100; } }
do { try { continue; } finally { log.push('do'); } } while (false);
console.log(log.join(), n);
