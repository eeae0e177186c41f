import url from 'url';
console.log(Object.keys(url), Object.getOwnPropertyNames(URL), Object.getOwnPropertyNames(URL.prototype), Object.getOwnPropertyNames(URLSearchParams.prototype), Object.keys(URL.prototype), Object.keys(URLSearchParams.prototype));
console.log(Object.getOwnPropertyDescriptors(globalThis).URL, Object.getOwnPropertyDescriptors(URL.prototype).href, URL.prototype[Symbol.toStringTag], URL.length, URLSearchParams.length);
const u = new URL('https://user:pa@exämple.com:8080/a/b?x=1&y=2#h');
console.log(u, u.searchParams, [u], {u}, u.searchParams.entries(), u.searchParams.keys(), Object.keys(u), Object.getOwnPropertySymbols(u), JSON.stringify(u), String(u));
console.log({a:{b:{c:u}}});
for (const f of [() => new URL('foo'), () => new URL('foo', 'bar'), () => URL('x'), () => new URL(), () => new URLSearchParams([1]), () => new URLSearchParams([[1]]), () => new URLSearchParams(5), () => new URLSearchParams().append('a'), () => URL.prototype.href, () => { u.href = 'bad' }, () => u.searchParams.forEach(5), () => url.fileURLToPath('http://x'), () => url.fileURLToPath('file://host/x'), () => url.fileURLToPath('file:///a%2fb'), () => url.fileURLToPath(5), () => url.pathToFileURL(5), () => url.parse(5), () => url.parse('http://a b/'), () => url.parse('http://[::1'), () => url.format(5), () => url.urlToHttpOptions(5), () => new URLSearchParams(null), () => URLSearchParams(), () => URL.canParse(), () => URLSearchParams.prototype.get.call({}, 'a'), () => url.domainToASCII(), () => new URLSearchParams({[Symbol.iterator]: 5}), ()=> url.parse('http://a.com:99999/'), ()=>new URL(Symbol())]) { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message, Object.keys(e), {...e}); } }
console.log(url.parse('https://user:pass@Sub.Example.com:8080/p/a/t/h?query=string#hash'), url.parse('/a?b=c', true), url.parse('//host/path', false, true), url.parse('javascript:alert(1)'), url.parse('mailto:a@b.c'));
console.log(url.urlToHttpOptions(u), url.format(u, {fragment:false, auth:false, search:false, unicode:true}));
console.log(url.pathToFileURL('/tmp/a b#?%c\n.txt').href, url.fileURLToPath('file:///tmp/a%20b'), url.resolve('http://a/b/c', '../d'), url.resolve('/one/two/three', 'four'));
console.log(url.domainToASCII('español.com'), url.domainToUnicode('xn--espaol-zwa.com'), url.domainToASCII('xn--iñvalid.com'));
console.log(URL.canParse.length, url.parse.length, url.Url === url.parse('').constructor, url.URL === URL);
console.log(u.searchParams.size, Object.prototype.toString.call(u.searchParams.entries()));
