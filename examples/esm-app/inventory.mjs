import { log } from './log.mjs';

export const VERSION = '1.0';

export default class Inventory {
  #items = new Map();
  add(name, quantity, price) {
    this.#items.set(name, { quantity, price });
    log(`added ${quantity} × ${name}`);
    return this;
  }
  remove(name, quantity) {
    const item = this.#items.get(name);
    if (!item || item.quantity < quantity) throw new RangeError(`only ${item?.quantity ?? 0} × ${name}`);
    if ((item.quantity -= quantity) === 0) this.#items.delete(name);
  }
  *[Symbol.iterator]() {
    for (const [name, { quantity, price }] of this.#items) yield { name, quantity, value: quantity * price };
  }
}
