// Reads JSON from standard input, groups and totals it, prints JSON.
const orders = JSON.parse(require('fs').readFileSync(0, 'utf8'));

const byCustomer = {};
for (const { customer, items, date } of orders) {
  const entry = (byCustomer[customer.name] ??= { orders: 0, total: 0, items: {}, last: null });
  entry.orders++;
  for (const { sku, price, quantity = 1 } of items) {
    entry.total += price * quantity;
    entry.items[sku] = (entry.items[sku] ?? 0) + quantity;
  }
  const when = new Date(date);
  if (!entry.last || when > entry.last) entry.last = when;
}

console.log(JSON.stringify(byCustomer, (key, value) => (key === 'total' ? Number(value.toFixed(2)) : value), 2));
const best = Object.entries(byCustomer).sort(([, a], [, b]) => b.total - a.total)[0];
console.error(`best customer: ${best[0]}`);
