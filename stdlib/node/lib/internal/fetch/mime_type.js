// Media types (MIME Sniffing Standard §4).
'use strict';
const kToken = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const kWholeToken = new RegExp(`^${kToken}$`);
const kType = new RegExp(`^\\s*(${kToken}/${kToken})((?:\\s*;.*)?)$`);

// §4.4 and §4.5: read and written again; null when it is none.
exports.normaliseType = (type) => {
  const match = kType.exec(type);
  if (!match) return null;
  let result = match[1].toLowerCase();
  for (const part of match[2].split(';')) {
    const at = part.indexOf('=');
    if (at < 1) continue;
    const name = part.slice(0, at).trim().toLowerCase();
    const value = part.slice(at + 1).trim().replace(/^"(.*)"$/, '$1');
    if (!kWholeToken.test(name) || value === '') continue;
    result += `;${name}=${kWholeToken.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
  }
  return result;
};

// Without parameters; null when it is no type.
exports.essence = (type) => exports.normaliseType(type ?? '')?.split(';', 1)[0] ?? null;
