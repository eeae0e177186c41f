// Templates compiled to functions at run time.
const pug = require("pug");
const page = pug.compile(`
doctype html
html
  head: title= title
  body
    //- gone
    mixin item(text, n)
      li(class={ big: n > 1 } data-n=n)= text
    ul#list.plain
      each n, i in items
        +item('#' + i, n)
      else
        li none
    if admin
      p.admin Hello #[b= user.name], you &amp; me
    - const k = items.length * 2
    p= k
    != raw
`, { pretty: true });
console.log(page({ title: "A <b>", items: [1, 2], admin: true, user: { name: "Z" }, raw: "<i>raw</i>" }));
console.log(page({ title: "", items: [], admin: false, raw: "" }));
console.log(pug.render("p(style={color: 'red'} title='a' + x)&attributes({'data-x': 1})", { x: 1 }));
console.log(pug.compileClient("p= a", { compileDebug: false }).startsWith("function pug_escape"));
try { pug.compile("p\n  - if (")(); } catch (e) { console.log(e.code ?? e.name); }
