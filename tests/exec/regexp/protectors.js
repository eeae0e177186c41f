// The short-cuts of RegExp notice every replacement that the specification makes observable, and its undoing.
const text = 'a1b22c333', log = [];
function all() {
  const g = /(?<n>\d)(\d)?/g, p = /\d+/;
  return JSON.stringify([text.replace(g, '<$1$2>'), text.replace(p, '[$&]'), text.replace(g, (...m) => m.length), text.match(g), text.match(p), text.search(p),
    text.split(/\d+/), [...text.matchAll(g)].map((m) => m.index + m.groups.n), p.test(text), p.exec(text)?.[0], text.replaceAll(g, '-')]);
}
const P = RegExp.prototype, plain = all();
console.log(plain);
function during(holder, key, descriptor) {
  const old = Object.getOwnPropertyDescriptor(holder, key);
  Object.defineProperty(holder, key, descriptor);
  let out;
  try { out = all(); } catch (e) { out = e.name; }
  if (old) Object.defineProperty(holder, key, old); else delete holder[key];
  console.log(String(key), out, all() === plain);
}
const wrap = (f, name) => function (...a) { log.push(name); return f.apply(this, a); };
during(P, 'exec', { value: wrap(P.exec, 'exec'), writable: true, configurable: true });
during(P, 'exec', { value() { return null; }, writable: true, configurable: true });
for (const s of ['match', 'matchAll', 'replace', 'search', 'split']) during(P, Symbol[s], { value: () => s, writable: true, configurable: true });
during(P, 'global', { get() { log.push('global'); return false; }, configurable: true });
during(P, 'unicode', { get() { log.push('unicode'); return true; }, configurable: true });
during(P, 'constructor', { value: class extends RegExp { exec(s) { log.push('sub'); return super.exec(s); } }, writable: true, configurable: true });
during(RegExp, Symbol.species, { get() { return class extends RegExp { exec(s) { log.push('species'); return super.exec(s); } }; }, configurable: true });
const saved = P.exec; P.exec = wrap(saved, 'assigned'); all(); P.exec = saved;
console.log(all() === plain, [...new Set(log)].join());
P.extra = 1; console.log(all() === plain); delete P.extra; console.log(all() === plain);
const own = /b/; own.exec = () => ({ index: 0, 0: 'own', length: 1 });
console.log('abc'.replace(own, 'x'), own.test('zzz'), 'abc'.match(own)[0]);
const r = /a/g; r.lastIndex = 5; console.log('aaa'.replace(r, 'b'), r.lastIndex, [...'aXa'.matchAll(r)].length, r.lastIndex);
const m = /(a)(?<x>b)?/d.exec('zab');
console.log(Object.keys(m).join(), m.length, Object.keys(m.groups).join(), m.groups.x, Object.getPrototypeOf(m.groups), m.indices[2].join(), m.indices.groups.x.join());
m.push('more'); m.extra = 1; m.index = 7; delete m.input; console.log(Object.keys(m).join(), m.index, 'input' in m);
const [whole, first] = m; console.log(whole, first);
