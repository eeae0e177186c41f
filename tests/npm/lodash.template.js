// Templates compiled to functions at run time.
const _ = require("lodash");
const list = _.template("<% _.forEach(items, function (x) { %><li><%- x %></li><% }); %>");
console.log(list({ items: ["a", "<b>"] }));
console.log(_.template("hello <%= user.name %>!")({ user: { name: "pebbles" } }), _.template("${ a } <%= a %>")({ a: 1 }));
console.log(_.template("{{ v }}", { interpolate: /{{([\s\S]+?)}}/g, variable: "", imports: { k: 2 } })({ v: 3 }));
console.log(_.template("<%= d.x %>", { variable: "d" }).source.includes("function"));
console.log(_.isError(_.attempt(_.template, "<% if ( %>")));
