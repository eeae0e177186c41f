// Case conversion where all characters are ASCII, where none changes, and where one of the last is something else.
for (const text of ['', 'a', 'Content-Type', 'x-powered-by', 'ACCEPT-ENCODING', '0123456789@[`{~\x7f', 'abcdefgH', 'abcdefghI', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'content-length\u00e9', 'ABCDEFGHÀ', 'straße', 'ab\u0130', 'ΑΣ', 'abcdefg\u0400', 'A\u{10400}']) {
  console.log(JSON.stringify([text.toLowerCase(), text.toUpperCase(), text.toLowerCase() === text]));
}
let every = '';
for (let i = 0; i < 128; ++i) every += String.fromCharCode(i);
console.log(JSON.stringify(every.toLowerCase()), JSON.stringify(every.toUpperCase()));
console.log(Buffer.byteLength('é'.repeat(9) + 'abc'), Buffer.from('é' + 'a'.repeat(20), 'latin1').length, Buffer.from('a'.repeat(5) + 'ÿ', 'latin1').toString('hex'));
