// Writes encoding_tables.inc: the labels of TextDecoder's encodings and what the upper half of single-byte ones stands for, asked of the
// engine's own decoders. Run: node generate_encodings.js
const fs = require('fs'), path = require('path');
const source = process.binding('natives')['internal/encoding'];
const labels = [...source.matchAll(/^\s*\[\s*'([^']+)',\s*'([^']+)'\s*,?\s*\]/gm)].map((match) => [match[1], match[2]]);
for (const match of source.matchAll(/\[\s*\n\s*'([^']+)',\s*\n\s*'([^']+)',?\s*\n\s*\]/g)) if (!labels.some(([label]) => label === match[1])) labels.push([match[1], match[2]]);

// One table an encoding of one byte a character; null: it has more, or is unknown here too.
function upperHalf(name) {
  const units = [];
  try {
    for (let byte = 0x80; byte <= 0xff; byte++) {
      const decoder = new TextDecoder(name);
      // Parts of a stream: Node 20 takes windows-1252 for Latin-1 otherwise.
      const text = decoder.decode(new Uint8Array([byte]), { stream: true });
      if (text.length !== 1) return null;
      units.push(text.charCodeAt(0));
    }
    return units.every((unit) => unit === 0xfffd) ? null : units;
  } catch {
    return null;
  }
}
const own = ['utf-8', 'utf-16le', 'utf-16be'];
const names = [...new Set(labels.map(([, name]) => name))].filter((name) => !own.includes(name) && upperHalf(name) !== null).sort();
const all = [...own, ...names];
const lines = ['// Made by generate_encodings.js.', 'struct EncodingLabel {', '  const char* label;', '  uint8_t encoding;', '};', `constexpr const char* kEncodingNames[] = {${all.map((name) => `"${name}"`).join(', ')}};`];
lines.push('constexpr EncodingLabel kEncodingLabels[] = {', ...labels.filter(([, name]) => all.includes(name)).map(([label, name]) => `    {"${label}", ${all.indexOf(name)}},`), '};');
lines.push('// From 0x80 on.', 'constexpr char16_t kSingleByte[][128] = {', ...names.map((name) => `    {${upperHalf(name).map((unit) => `0x${unit.toString(16)}`).join(', ')}},`), '};');
fs.writeFileSync(path.join(__dirname, 'encoding_tables.inc'), `${lines.join('\n')}\n`);
