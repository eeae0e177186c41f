const n = 3; console.log(`a${n}b${n + 1}c`, `${[1, 2]}`, `${{}}`, `${null} ${undefined}`, `line
two`, `\u{41}\x42\n|`.length, `a\
b`, `${`nested ${n}`}`, `$${n}$`, `\${}`);
const log = []; `${log.push('a')}${{ toString() { log.push('str'); return ''; } }}${log.push('b')}`; console.log(log.join());
