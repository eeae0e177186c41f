// The constructor called as a function, also on objects that inherit from its prototype.
const { DateTimeFormat } = Intl;
console.log(DateTimeFormat('en-US', { timeZone: 'UTC' }).format(0));
const old = Object.create(DateTimeFormat.prototype);
console.log(DateTimeFormat.call(old, 'de', { timeZone: 'UTC' }) === old);
const [symbol] = Reflect.ownKeys(old);
const property = Object.getOwnPropertyDescriptor(old, symbol);
console.log(String(symbol), property.writable, property.enumerable, property.configurable);
console.log(property.value instanceof DateTimeFormat, property.value !== old);
console.log(old.format(0), old.resolvedOptions().locale, old.format === property.value.format);
for (const action of [() => old.formatToParts(0), () => DateTimeFormat.call(old), () => Object.create(old).format(0),
  () => Object.create(DateTimeFormat.prototype).format(0), () => DateTimeFormat.prototype.format]) {
  try {
    console.log(action());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
}
console.log(DateTimeFormat.call({}) instanceof DateTimeFormat);
class Subclass extends DateTimeFormat {}
console.log(new Subclass('en-US', { timeZone: 'UTC' }).format(0), Object.getPrototypeOf(new Subclass()) === Subclass.prototype);
