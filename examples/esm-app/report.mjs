export const report = (stock, version) =>
  [`report ${version}`, ...Array.from(stock, ({ name, quantity, value }) => `  ${name}: ${quantity} worth ${value.toFixed(2)}`)].join('\n');
