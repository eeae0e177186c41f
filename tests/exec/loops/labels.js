const log = [];
outer: for (let i = 0; i < 4; i++) {
  for (let j = 0; j < 4; j++) {
    if (j === 2) continue outer;
    if (i === 2) break outer;
    log.push(`${i}${j}`);
  }
}
console.log(log.join());
block: { log.push('in'); if (log.length) break block; log.push('never'); }
a: b: for (;;) { for (;;) { break a; } }
let n = 0;
again: do { n++; if (n < 3) continue again; break; } while (true);
console.log(n, log.length);
x: switch (1) { case 1: for (;;) { break x; } default: console.log('never'); }
l: if (true) { break l; }
console.log('end');
