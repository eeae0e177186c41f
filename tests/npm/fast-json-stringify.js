// Serialisers compiled to functions at run time.
const build = require("fast-json-stringify");
const stringify = build({
  title: "t",
  type: "object",
  properties: {
    id: { type: "integer" },
    name: { type: "string", default: "none" },
    when: { type: "string", format: "date" },
    nested: { type: "object", properties: { list: { type: "array", items: { type: "number" } } }, additionalProperties: { type: "string" } },
    any: {},
    nullable: { type: "string", nullable: true },
  },
  required: ["id"],
  patternProperties: { "^x": { type: "boolean" } },
});
console.log(stringify({ id: 1.7, when: new Date(0), nested: { list: [1, 2.5], other: 3 }, any: { a: [null] }, nullable: null, xa: 1 }));
console.log(stringify({ id: 2, name: 'q"uote\n\u2028' }));
try { stringify({}); } catch (e) { console.log(e.message); }
console.log(build({ type: "array", items: { anyOf: [{ type: "string" }, { type: "object", properties: { k: { type: "integer" } } }] } })(["a", { k: 1 }]));
