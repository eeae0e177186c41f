// Strings in classes of v-mode patterns: \q{…}, set operations, properties of strings; what is malformed.
const show = (f) => { try { console.log(JSON.stringify(f())); } catch (e) { console.log(e.name + ': ' + e.message); } };
show(() => /[\q{abc|d}x]/v.exec('zzabc')?.[0]); show(() => 'abcdx'.match(/[\q{abc|ab|}x]/gv)); show(() => /^[\q{ab|c}--c]$/v.test('c')); show(() => /^[\q{ab|c}&&\q{ab|d}]$/v.test('ab')); show(() => /^[\q{KM|x}]+$/vi.test('kmX')); show(() => /[[a-z]&&[aeiou]]/v.exec('xyze')?.[0]); show(() => /[\p{L}--[a-z]]/v.exec('aé')?.[0]); show(() => /(?<=[\q{ab|c}])d/v.exec('abd')?.index);
show(() => /^\p{RGI_Emoji}$/v.test('👨‍👩‍👧')); show(() => '👍🏽 🇩🇪 1️⃣ ❤️ 😀 a 1 ❤'.match(/\p{RGI_Emoji}/gv)); show(() => /^\p{Emoji_Keycap_Sequence}$/v.test('#️⃣')); show(() => /[\p{RGI_Emoji}a]/v.exec('xa')?.[0]); show(() => /^[^\d\s]+$/v.test('ab'));
for (const source of ['[^\\q{ab}]', '[^\\p{RGI_Emoji}]', '\\P{RGI_Emoji}', '[(]', '[a&&&b]', '[a!!b]', '[a-]', '[\\q{a', '[', '[a--b]', '[\\q{}]', '[\\&\\-\\!]', '[a||b]', '[{]']) show(() => new RegExp(source, 'v').test('a'));
show(() => new RegExp('\\p{RGI_Emoji}', 'u'));
