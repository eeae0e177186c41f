// Validators compiled to functions at run time.
const Ajv = require("ajv");
const ajv = new Ajv({ allErrors: true });
const validate = ajv.compile({
  $id: "user",
  type: "object",
  properties: {
    id: { type: "integer", minimum: 1 },
    name: { type: "string", minLength: 2, pattern: "^[a-z]+$" },
    tags: { type: "array", items: { enum: ["a", "b"] }, uniqueItems: true },
    parent: { anyOf: [{ $ref: "user" }, { type: "null" }] },
  },
  required: ["id", "name"],
  additionalProperties: false,
});
for (const data of [{ id: 1, name: "ada" }, { id: 0, name: "X", tags: ["a", "a", "c"], more: 1 }, { id: 2, name: "bob", parent: { id: 3 } }, 5]) {
  console.log(validate(data), JSON.stringify(validate.errors?.map((e) => `${e.instancePath} ${e.keyword} ${e.message}`)));
}
console.log(new Ajv({ coerceTypes: true, useDefaults: true }).compile({ type: "object", properties: { n: { type: "number", default: 3 } } })({}));
console.log(ajv.validate({ oneOf: [{ const: 1 }, { type: "number", multipleOf: 2 }] }, 4), ajv.errorsText());
