const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
const { format } = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });
for (const value of [
  "-0", "+5", "+-5", "Infinity", "-Infinity", "-1e-400", "1e400", "0x1f", "0b11", "0o17", "-0x1f", "0x" + "f".repeat(40), "1e", ".5", "5.",
  "  12345678901234567890.125 ", "5 5", "1n", "-.5e1", "00012.50", "9007199254740993", "0.12345678901234567891", "1" + "0".repeat(40), "",
  null, undefined, true, [], {}, [12], 12345678901234567890123456789n, -5n, { valueOf: () => "1234567890123456789.5" }, new Date(1e12), 0.1, 1e21,
]) console.log(format(value));
attempt(() => format(Symbol("x")));
attempt(() => format({ valueOf() { throw new Error("mine"); } }));
console.log(new Intl.NumberFormat("en", { maximumSignificantDigits: 20 }).format(123456789012345678901234567890n));
const one = new Intl.NumberFormat("en");
const getter = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, "format").get;
console.log(one.format === one.format, one.format.length, JSON.stringify(one.format.name), getter.name);
console.log(Object.getOwnPropertyNames(Intl.NumberFormat.prototype), Intl.NumberFormat.length, Intl.NumberFormat.name);
for (const receiver of [5, undefined, {}, Intl.NumberFormat.prototype]) {
  attempt(() => getter.call(receiver));
  attempt(() => Intl.NumberFormat.prototype.resolvedOptions.call(receiver));
  attempt(() => Intl.NumberFormat.prototype.formatToParts.call(receiver));
}
