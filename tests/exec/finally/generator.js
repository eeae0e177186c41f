function* g(log) { try { yield 1; yield 2; } finally { log.push('cleanup'); yield 'extra'; log.push('end'); } }
const log = []; const it = g(log);
console.log(JSON.stringify([it.next(), it.return('r'), it.next(), it.next()]), log.join());
const log2 = []; for (const x of g(log2)) break; console.log(log2.join());
