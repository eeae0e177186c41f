// Encoders and decoders compiled to functions at run time.
const protobuf = require("protobufjs");
const { root } = protobuf.parse(`
syntax = "proto3";
package t;
enum Kind { NONE = 0; SOME = 1; }
message Inner { sint32 a = 1; double b = 2; }
message Outer {
  uint32 id = 1; string name = 2; repeated Inner inner = 3; map<string, int32> counts = 4; Kind kind = 5; bytes data = 6;
  oneof choice { bool yes = 7; fixed64 big = 8; }
}`);
const Outer = root.lookupType("t.Outer");
const value = { id: 300, name: "näme", inner: [{ a: -5, b: 1.5 }, { a: 7 }], counts: { x: 1, y: -2 }, kind: 1, data: Buffer.from([1, 2, 255]), yes: true };
console.log(Outer.verify(value), Outer.verify({ id: "x" }));
const bytes = Outer.encode(Outer.create(value)).finish();
console.log(Buffer.from(bytes).toString("hex"));
const decoded = Outer.decode(bytes);
console.log(JSON.stringify(Outer.toObject(decoded, { enums: String, bytes: String, longs: String, defaults: true })));
console.log(JSON.stringify(Outer.fromObject({ id: "12", kind: "SOME", data: "AQI=" })));
