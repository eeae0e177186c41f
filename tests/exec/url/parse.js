const bases = [undefined, 'http://h.com/p/q?r#s', 'file:///C:/d/e', 'mailto:x@y', 'foo://host/a/b', 'http://+/?#'];
const inputs = ['', '#h', '?q', '/abs', '//other:81/x', '///x', '\\\\back\\slash', 'rel/../up/./here', '..', '../../..', '%2e%2E/x', 'a b', ' \t x\n y ', 'http:', 'http:rel',
  'http://', 'http:///x', 'http:\\\\x\\y', 'http://a:80/', 'https://a:443/', 'https://a:80/', 'ftp://a:21', 'ws://a:99999', 'http://a:', 'http://a:x', 'http://u:p@a', 'http://u@a', 'http://:p@a', 'http://@a', 'http://u:p:q@r@a/',
  'http://[::1]', 'http://[1:2::3]:8', 'http://[::ffff:1.2.3.4]', 'http://[1:2:3]', 'http://[::1', 'http://1.2.3.4', 'http://0x7f.1', 'http://127.1', 'http://256', 'http://0300.1.2', 'http://1.2.3.4.5', 'http://1.2.3.999',
  'http://EXAMPLE.org', 'http://ex%41mple.org', 'http://a%00b', 'http://a b', 'http://a^b', 'http://a|b', 'http://ß.de', 'http://xn--fa-hia.de', 'http://日本.jp', 'http://Ünï.com', 'http://a..b', 'http://a/^|`<>{}"\'', 'http://a/?^|`<>{}"\'', 'http://a/#^|`<>{}"\'',
  'foo:opaque?q#f', 'foo:a b  ', 'foo://Host:80/..', 'foo:///x', 'foo:/.//x', 'data:text/plain,x y#z', 'javascript:alert("x")', 'mailto:a@b.c', 'blob:https://a.com/id', 'file:x', 'file:/x', 'file://h/x', 'file:///C|/x/..', 'file:C:/..', 'file://localhost/x', 'about:blank', '1http://x', 'ht+tp-1.x:y', 'http://a/\ud800é', 'http://a/?\ud800é', 'C:/x'];
for (const base of bases) {
  for (const input of inputs) {
    let shown;
    try {
      const u = new URL(input, base);
      shown = [u.href, u.origin, u.protocol, u.username, u.password, u.host, u.pathname, u.search, u.hash].join(' | ');
    } catch (error) {
      shown = `${error.code} ${error.input} ${error.base}`;
    }
    console.log(JSON.stringify(input), base, shown);
  }
}
for (const text of ['a=1&b=2&a=3', '?x', '&&=&a==b', 'a+b=%20%2B', '%zz=%', '%E9=é', '日=%E6%97%A5', 'a=\0']) {
  const p = new URLSearchParams(text);
  console.log(JSON.stringify([...p]), String(p), p.size);
  p.append('n', "v !'()~*");
  p.sort();
  p.delete('b', '2');
  p.set('a', 'z');
  console.log(String(p), p.has('a', 'z'), p.getAll('a'), p);
}
