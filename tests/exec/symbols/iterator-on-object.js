const o = { from: 1, to: 3, *[Symbol.iterator]() { for (let i = this.from; i <= this.to; i++) yield i; } }; console.log([...o].join(), Math.max(...o));
