// A small stock market on events.
const { EventEmitter } = require('events');

class Market extends EventEmitter {
  #prices = new Map();
  set(symbol, price) {
    const old = this.#prices.get(symbol);
    this.#prices.set(symbol, price);
    if (old === undefined) this.emit('listed', symbol, price);
    else if (old !== price) this.emit('change', { symbol, old, price, percent: ((price - old) / old) * 100 });
    return this;
  }
}

const market = new Market();
market.on('listed', (symbol, price) => console.log(`${symbol} listed at ${price}`));
market.on('change', ({ symbol, percent }) => console.log(`${symbol} ${percent > 0 ? 'up' : 'down'} ${Math.abs(percent).toFixed(1)} %`));
market.once('change', (change) => console.log('first change:', change));
const alarm = ({ percent }) => { if (percent < -20) market.emit('error', new RangeError(`crash of ${-percent.toFixed(0)} %`)); };
market.on('change', alarm);
market.on('error', (error) => console.log(String(error)));

market.set('KLN', 100).set('JS', 50).set('KLN', 110).set('JS', 30).set('KLN', 110);
market.off('change', alarm);
market.set('JS', 10);
console.log(market.listenerCount('change'), market.eventNames());
