const url = require('url');
for (const text of ['', '/', 'http://a.com', 'HTTP://USER:PASS@Host.COM:80/p/a?x=1#f', 'a/b?c#d', '//h/p', 'mailto:u@h.c', 'javascript:x("y")', 'http://a@b@c/', 'http://a.com?x', 'http://a.com#x', 'x:y:z', 'http://[::1]:80/x', 'http://a.com/ b{c}', 'http:/a', 'file:///x', 'http://ü.de/', 'data:x,y', ' http://a.com ', 'http:\\\\a\\b'])
  console.log(text, JSON.stringify(url.parse(text)), JSON.stringify(url.parse(text, true, true).query), url.format(text), url.resolve('http://base.org/d/e?f#g', text), url.resolve('/one/two', text));
for (const object of [{ protocol: 'http', host: 'h:8' }, { hostname: 'x', port: 5, pathname: 'p?#', search: 's' }, { slashes: true, auth: 'u:p@', host: 'h' }, { query: { a: [1, 2], b: 'c d' }, hash: 'h' }, { protocol: 'mailto:', pathname: 'a@b' }, {}])
  console.log(url.format(object));
