const readline = require('readline');
(async () => { const rl = readline.createInterface({ input: process.stdin }); let n = 0; for await (const l of rl) console.log(++n, l); console.log('done');
})();
