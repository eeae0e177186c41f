module.exports = class Klass { constructor(v) { this.v = v; } get() { return this.v; } };
