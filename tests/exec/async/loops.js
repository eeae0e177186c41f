const sleep = (ms, v) => new Promise((r) => setTimeout(r, ms, v));
(async () => { let s = 0; for (let i = 0; i < 5; i++) { if (i === 2) continue; s += await i; if (i === 4) break; } console.log(s);
  const fs = []; for (let i = 0; i < 3; i++) { await null; fs.push(() => i); } console.log(fs.map((f) => f()).join());
  for (const x of [3, 1, 2]) console.log(await sleep(x, 'slept ' + x)); let n = 0; while (await (n < 3)) n++; do { n--; } while ((await n) > 0); console.log(n);
  outer: for (const a of [1, 2]) { for (const b of [1, 2]) { await null; if (b === 2) continue outer; console.log(a, b); } } switch (await 2) { case await 1: console.log('no'); case await 2: console.log('two'); } })();
