const url = require('url');
const domains = ['a:b', 'a/b', '[::1]', '', '1.2.3', '0x7f.1', 'user@x', 'xn--fa-hia', '日本.jp', 'A.B', 'ß', 'ς', '☃.com', 'i❤.ws', '😀', 'é&b', 'é*', '\u00ad', 'a\u00adb', 'xn--', 'xn--a',
  'a..b', '.', 'ﬀ', 'ＡＢＣ．com', '-é', 'é-', 'ab--é', 'a\u200db', '\u0301a', 'ÀÉ', 'A\u0300', 'بيت', 'מבחן.com', '\ufffd', '\ue000', 'ĲǱ', '①', '㎏', 'é\0b', '한글', 'a。b'];
for (const domain of domains) console.log(JSON.stringify(domain), JSON.stringify(url.domainToASCII(domain)), JSON.stringify(url.domainToUnicode(domain)));
