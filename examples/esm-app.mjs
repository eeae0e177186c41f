// An ES-module program of several files: live bindings, a default export, a dynamic import.
import Inventory, { VERSION } from './esm-app/inventory.mjs';
import { log, lines } from './esm-app/log.mjs';

const stock = new Inventory();
stock.add('bolt', 40, 0.25).add('nut', 100, 0.1).add('washer', 5, 0.05);
stock.remove('washer', 5);
try {
  stock.remove('nut', 500);
} catch (error) {
  log(`refused: ${error.message}`);
}
const { report } = await import('./esm-app/report.mjs');
console.log(report(stock, VERSION));
console.log(`${lines} lines were logged`);
