const o = {
  name: 'o',
  arrow() { return [1].map(() => this.name)[0]; },
  nested() { return () => () => this.name + arguments.length; },
  plain() { return function () { return this === undefined || this === globalThis; }; },
};
console.log(o.arrow(), o.nested(1, 2)()(), o.plain()());
console.log((() => typeof this)(), this === module.exports);
