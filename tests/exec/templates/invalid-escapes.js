// Tagged templates may hold escapes that mean nothing: cooked is undefined, raw has the text.
const show = (s, ...v) => console.log(s.map((x) => (x === undefined ? 'undefined' : JSON.stringify(x))).join('|'), JSON.stringify(s.raw), v.join());
show`\u`; show`\u{`; show`\u{110000}`; show`\xg`; show`\x1`; show`\01`; show`\8`; show`\u00`; show`ok\n${1}\unope${2}\\u`;
show`\u{41}\x41\u0041\0`;
console.log('\\u', "C:\\x", /\\u/.source, `\\u${1}\\x`);
