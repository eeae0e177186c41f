// node:punycode, deprecated: RFC 3492, and domain names label by label.
'use strict';

const kMax = 2147483647, kBase = 36, kFirst = 1, kLast = 26, kSkew = 38, kDamp = 700, kBias = 72, kStart = 128;
const kMessages = {
  'overflow': 'Overflow: input needs wider integers to process',
  'not-basic': 'Illegal input >= 0x80 (not a basic code point)',
  'invalid-input': 'Invalid input',
};
const fail = (kind) => { throw new RangeError(kMessages[kind]); };
const threshold = (k, bias) => (k <= bias ? kFirst : k >= bias + kLast ? kLast : k - bias);

const codePoints = (text) => Array.from(text, (char) => char.codePointAt(0));
const fromCodePoints = (points) => String.fromCodePoint(...points);

function adapt(delta, points, first) {
  delta = first ? Math.floor(delta / kDamp) : delta >> 1;
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > ((kBase - kFirst) * kLast) >> 1; k += kBase) delta = Math.floor(delta / (kBase - kFirst));
  return Math.floor(k + ((kBase - kFirst + 1) * delta) / (delta + kSkew));
}
// 0 … 25 are letters, 26 … 35 digits.
function digitOf(code) {
  if (code >= 48 && code < 58) return code - 22;
  if (code >= 65 && code < 91) return code - 65;
  if (code >= 97 && code < 123) return code - 97;
  return kBase;
}
const charOf = (digit) => String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);

function decode(input) {
  const basic = Math.max(0, input.lastIndexOf('-'));
  const output = [];
  for (let at = 0; at < basic; ++at) {
    if (input.charCodeAt(at) >= kStart) fail('not-basic');
    output.push(input.charCodeAt(at));
  }
  let n = kStart, i = 0, bias = kBias;
  for (let at = basic > 0 ? basic + 1 : 0; at < input.length;) {
    const before = i;
    for (let weight = 1, k = kBase; ; k += kBase) {
      if (at >= input.length) fail('invalid-input');
      const digit = digitOf(input.charCodeAt(at++));
      if (digit >= kBase) fail('invalid-input');
      if (digit > Math.floor((kMax - i) / weight)) fail('overflow');
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (weight > Math.floor(kMax / (kBase - t))) fail('overflow');
      weight *= kBase - t;
    }
    const size = output.length + 1;
    bias = adapt(i - before, size, before === 0);
    if (Math.floor(i / size) > kMax - n) fail('overflow');
    n += Math.floor(i / size);
    i %= size;
    output.splice(i++, 0, n);
  }
  return fromCodePoints(output);
}

function encode(input) {
  const points = codePoints(input);
  const basic = points.filter((point) => point < kStart);
  let output = fromCodePoints(basic);
  let handled = basic.length, n = kStart, delta = 0, bias = kBias;
  if (handled > 0) output += '-';
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= n));
    if (next - n > Math.floor((kMax - delta) / (handled + 1))) fail('overflow');
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n && ++delta > kMax) fail('overflow');
      if (point !== n) continue;
      let q = delta;
      for (let k = kBase; ; k += kBase) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += charOf(t + ((q - t) % (kBase - t)));
        q = Math.floor((q - t) / (kBase - t));
      }
      output += charOf(q);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return output;
}

// Of an address only what follows the @.
function mapDomain(domain, map) {
  const parts = domain.split('@');
  const prefix = parts.length > 1 ? `${parts[0]}@` : '';
  const labels = (parts.length > 1 ? parts[1] : domain).replace(/[\x2E\u3002\uFF0E\uFF61]/g, '.').split('.');
  return prefix + labels.map(map).join('.');
}

module.exports = {
  version: '2.1.0',
  ucs2: { decode: codePoints, encode: fromCodePoints },
  decode,
  encode,
  toASCII: (input) => mapDomain(input, (label) => (/[^\0-\x7F]/.test(label) ? `xn--${encode(label)}` : label)),
  toUnicode: (input) => mapDomain(input, (label) => (label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label)),
};
