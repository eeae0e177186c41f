// \0 in templates, octal escapes in strings, line continuations.
console.log(JSON.stringify(`\0${1}\0`), JSON.stringify('\0\x00'), /\0|(\d)\1/.test('a\0'), '\101\7'.length, "\
x", `\
y`, ((s) => s.raw[0] + s[0])`\0`);
