const log = [];
const a = { valueOf() { log.push('a'); return 1; } }, b = { valueOf() { log.push('b'); return 2; } };
console.log(a < b, a > b, a <= b, a >= b, log.join(''));
