const o = { [Symbol.toPrimitive](hint) { return hint === 'number' ? 42 : hint; } };
console.log(`${o}`, o + '', +o, o * 2, o == 'default', [o].join(), o < 43, new Date(o).getTime(), String(o), Number(o));
const p = { valueOf() { return 1; }, toString() { return 'str'; } };
console.log(p + 1, `${p}`, p + '', String(p), p == 1, [p] + '', ({ [p]: 'key' }).str);
const q = { valueOf() { return {}; }, toString() { return 'q'; } };
console.log(q + 1, q * 1);
for (const bad of [{ toString: null, valueOf: null }, { [Symbol.toPrimitive]: 1 }, { [Symbol.toPrimitive]() { return {}; } }, Object.create(null)]) {
  try { bad + ''; } catch (e) { console.log(e.name, e.message); }
}
const d = new Date(0);
console.log(typeof (d + 1), typeof (d - 1), d[Symbol.toPrimitive]('number'));
