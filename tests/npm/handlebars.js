// Templates compiled to functions at run time.
const Handlebars = require("handlebars");
const list = Handlebars.compile("{{#each people}}{{@index}}: {{name}}{{#if admin}} (admin){{else}}{{#unless guest}} -{{/unless}}{{/if}}\n{{/each}}");
console.log(list({ people: [{ name: "Ada <l>", admin: true }, { name: "Bob", guest: true }, { name: "Cy" }] }));
Handlebars.registerHelper("shout", (text, options) => String(text).toUpperCase() + (options.hash.mark ?? "!"));
Handlebars.registerPartial("card", "<b>{{title}}</b>{{> @partial-block}}");
console.log(Handlebars.compile('{{shout name mark="?"}} {{{shout "x"}}} {{#> card title="T"}}in {{name}}{{/card}}')({ name: "y&z" }));
console.log(Handlebars.compile("{{#with a.b}}{{c}}{{../d}}{{/with}} {{lookup list 1}} {{[odd key]}}")({ a: { b: { c: 1 } }, d: 2, list: [3, 4], "odd key": 5 }));
console.log(Handlebars.precompile("{{a}}").length > 100);
try { Handlebars.compile("{{#if}}")({}); } catch (e) { console.log(e.message.split("\n")[0]); }
