// Templates compiled to functions at run time.
const ejs = require("ejs");
console.log(ejs.render("<ul><% for (const x of items) { %><li><%= x %></li><% } %></ul>", { items: ["a", "<b>", "c&d"] }));
const render = ejs.compile("<%- include('part', { name }) %>!<%# gone %>\n<%_ if (big) { _%>\nBIG\n<%_ } -%>\nend", {
  includer: () => ({ template: "Hello <%= name %>" }),
});
console.log(render({ name: "World", big: true }));
console.log(render({ name: "you", big: false }));
console.log(ejs.render("<? const n = 3 ?><?= n * locals.k ?>", { k: 5 }, { delimiter: "?" }));
console.log(ejs.compile("<%= it.a %>", { strict: true, localsName: "it" })({ a: 7 }));
ejs.render("<%= await p %>", { p: Promise.resolve("later") }, { async: true }).then((text) => console.log(text));
try { ejs.render("a\n<%= missing.x %>\nb", {}); } catch (e) { console.log(e.name, e.message); }
try { ejs.render("<% if (%>"); } catch (e) { console.log(e.name); }
