function tag(s, ...v) { return s.raw.join('|') + '#' + s.join('|') + '#' + v.join(); }
console.log(tag`a${1}b\n${2}`, tag``, tag`\u{zz}${1}` , String.raw`\n${1}\t`);
const same = () => ((s) => s)`x${0}y`; console.log(same() === same(), Object.isFrozen(same()), Object.isFrozen(same().raw), ((s) => s)`x${0}y` === same());
const o = { t(s) { return this.n + s[0]; }, n: 'obj ' }; console.log(o.t`m`, o['t']`k`);
console.log(((s) => s[0] === undefined && s.raw[0])`\xg`);
