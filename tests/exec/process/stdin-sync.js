const s = require('fs').readFileSync(0, 'utf8'); console.log(s.split('\n').filter(Boolean).map(Number).reduce((a, b) => a + b, 0));
