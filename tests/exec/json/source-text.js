// Hand-checked output (JSON.parse source text access): Node 20 has neither contexts for revivers nor raw JSON.
JSON.parse('{"a": 1.50, "b": [1e3, "x\\u0041", {}], "a": 12345678901234567890}', (key, value, context) => {
  console.log(JSON.stringify(key), JSON.stringify(context));
  return value;
});
console.log(JSON.parse('[12345678901234567890]', (k, v, { source }) => typeof v === 'number' ? BigInt(source) : v)[0]);
JSON.parse('[1, [2]]', function (k, v, context) { if (v === 1) this[1].push('new'); console.log(k, context.source); return v; });
const raw = JSON.rawJSON('12345678901234567890');
console.log(JSON.stringify({ raw, list: [JSON.rawJSON('"s"')] }), JSON.isRawJSON(raw), JSON.isRawJSON({}), Object.isFrozen(raw), Object.getPrototypeOf(raw));
for (const text of ['', ' 1', '1\n', '{}', '[]', 'x', undefined, Symbol()]) {
  try { JSON.rawJSON(text); } catch (e) { console.log(e.name); }
}
