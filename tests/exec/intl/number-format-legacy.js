const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
const { NumberFormat } = Intl;
const legacy = Object.create(NumberFormat.prototype);
console.log(NumberFormat.call(legacy, "de") === legacy, legacy.format(1234.5), legacy.resolvedOptions().locale);
const [symbol] = Object.getOwnPropertySymbols(legacy);
const property = Object.getOwnPropertyDescriptor(legacy, symbol);
console.log(String(symbol), property.value instanceof NumberFormat, property.writable, property.enumerable, property.configurable);
attempt(() => legacy.formatToParts(1));
attempt(() => NumberFormat.call(legacy, "en"));
attempt(() => NumberFormat.call(Object.freeze(Object.create(NumberFormat.prototype))));
attempt(() => Object.create(NumberFormat.prototype).format);
console.log(NumberFormat("de").format(1.5), NumberFormat.call({}, "de").format(1.5), NumberFormat.call(5) instanceof NumberFormat);
console.log(Object.getOwnPropertySymbols(Reflect.construct(NumberFormat, [], Object)).length);
const forged = Object.create(NumberFormat.prototype, { [symbol]: { value: new NumberFormat("fr") } });
console.log(forged.resolvedOptions().locale);
class Mine extends NumberFormat {}
console.log(new Mine("de").format(1234.5), new Mine() instanceof Mine, Object.prototype.toString.call(new Mine()));
