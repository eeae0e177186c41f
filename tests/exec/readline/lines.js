const rl = require('readline').createInterface({ input: process.stdin, crlfDelay: Infinity });
rl.on('line', (l) => console.log('line', JSON.stringify(l))); rl.on('close', () => console.log('close'));
