await import('./graph/a.mjs');
let n = 0, stop = false;
(function chain() { n++; if (!stop && n < 5000) Promise.resolve().then(chain); })();
await import('./graph/a.mjs'); stop = true; console.log('cached', n);
