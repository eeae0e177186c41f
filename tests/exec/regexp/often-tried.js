// Patterns that only run time knows become machine code when they have been tried often: every result is as at first.
const subjects = [
  'The quick brown fox, 2024-05-17; foo.bar(baz) = "a\\"b" <b>bold</b> aaaa abab xyz_12 -- end',
  'naïve café — “quoted” λόγος 数字42 \u2028second line\nthird line: aaab ABAB xX \u017f\u212a €5,00',
  '', 'a', '\n\n', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', 'x'.repeat(40) + 'λ' + 'y'.repeat(40),
];
const patterns = [
  ['a*b', ''], ['a*?b', ''], ['(a|ab)(c|bcd)*(b*)', ''], ['(?:a|b){2,3}', ''], ['(?:a|b){2,}?c?', ''], ['(a)|(b)|(c)', ''],
  ['\\b\\w+\\b', ''], ['\\Bo', ''], ['^\\w+', 'm'], ['\\w+$', 'm'], ['^$', 'm'], ['.+', ''], ['.+', 's'], ['[^]*?l', ''],
  ['(\\w)\\1', ''], ['(\\w)\\1', 'i'], ['(?:(a)|b)*', ''], ['(?:(\\w)(\\d)?)+', ''], ['(?=(\\w+))\\1 ', ''], ['(?!The)\\w{3}', ''],
  ['(?<=f)o+', ''], ['(?<!f)o', ''], ['(?<=(\\w)(\\w))-', ''], ['(\\d{4})-(\\d{2})-(\\d{2})', ''], ['[a-fm-z0-9_.,;:]+', ''],
  ['[^a-zA-Z0-9 ]+', ''], ['[\\u00e0-\\u017f\\u2010-\\u2044\\u0391-\\u03c9\\u4e00-\\u9fff\\u20ac]+', ''], ['[^\\x00-\\x7f]', ''],
  ['<(\\w+)>([^<]*)</\\1>', ''], ['"(?:[^"\\\\]|\\\\.)*"', ''], ['straße|λόγος|quick', 'i'], ['k', 'i'], ['k', 'iu'], ['\\p{L}+', 'u'],
  ['a{3}', ''], ['a{2,3}?', ''], ['(?:a{2}){2}', ''], ['(?:)*', ''], ['(?:a?)*?b', ''], ['(?:a?b??)*$', ''], ['x+x+y', ''],
  ['(z)((a+)?(b+)?(c))*', ''], ['(?:(?=(a+))a*b|\\w)+', ''], ['(?:(?!ab)\\w)+', ''], ['(?<year>\\d+)-(?<month>\\d+)', ''],
  ['foo.*bar|quick.*fox', ''], ['brown', ''], ['(?:ab){2}', 'i'], ['[\\s\\S]{0,5}e', ''], ['.{3,5}?\\d', ''], ['\\w{1,3}(?:\\.\\w)?', 'y'],
];
const show = (match) => match && JSON.stringify([match.index, ...match, match.groups]);
for (const [source, flags] of patterns) {
  const pattern = new RegExp(source, flags);
  const results = subjects.map((subject) => show(pattern.exec(subject)));
  let changed = 0;
  for (let round = 0; round < 300; round++) {
    subjects.forEach((subject, i) => {
      pattern.lastIndex = 0;
      if (show(pattern.exec(subject)) !== results[i]) changed++;
    });
  }
  console.log(source, flags, changed, results.join(' '));
  const all = new RegExp(source, 'g' + flags.replace('y', ''));
  for (let round = 0; round < 20; round++) for (const subject of subjects) subject.replace(all, '');
  console.log(JSON.stringify(subjects.map((subject) => subject.replace(all, '[$&]'))));
}
