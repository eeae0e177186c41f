// Groups of one name in several alternatives; modifiers. Younger than Node 20.
const date = /(?<year>\d{4})-(?<month>\d\d)|(?<month>\d\d)\/(?<year>\d{4})/d;
for (const text of ['2024-05', '06/2023']) {
  const m = date.exec(text);
  console.log(m.slice(1), m.groups.year, m.groups.month, Object.keys(m.groups), m.indices.groups.year, m.indices.groups.month);
}
console.log('2024-05 06/2023'.replace(new RegExp(date, 'g'), '$<month>.$<year>'));
console.log(/(?:(?<x>a)|(?<x>b))\k<x>/.exec('abb').index, /(?:(?:(?<a>x)|(?<a>y))\k<a>){2}/.exec('xxyy').groups.a);
try { new RegExp('(?<a>x)(?<a>y)'); } catch (e) { console.log(e.message); }
try { new RegExp('(?:(?<a>x)|z)(?<a>y)'); } catch (e) { console.log(e.message); }
console.log(/a(?i:b)c/.test('aBc'), /a(?i:b)c/.test('abC'), /a(?-i:b)c/i.test('ABc'), /a(?-i:b)c/i.test('AbC'));
console.log(/^(?m:^b$)/.test('b'), /(?m:^b$)/.test('a\nb\nc'), /(?s:.).(?-s:.)/s.exec('\n\nx')[0].length, /(?i-s:a.)/s.test('A\n'));
console.log(/(?i:[a-z])\w/.exec('Z1')[0], /(?i:\u017f)/u.test('S'), /(?i:\w)(?-i:\w)/iu.test('\u017f\u017f'));
for (const bad of ['(?ii:a)', '(?-:a)', '(?i-i:a)', '(?g:a)', '(?i--m:a)', '(?i)']) {
  try { new RegExp(bad); console.log('accepted', bad); } catch (e) { console.log(e.constructor.name, bad); }
}
