exports.Parser = class Parser {
  constructor(text) { this.tokens = text.match(/\d+(?:\.\d+)?|[a-z]+|[-+*/^()]/g) ?? []; this.at = 0; }
  peek() { return this.tokens[this.at]; }
  accept(...wanted) { return wanted.includes(this.peek()) ? this.tokens[this.at++] : undefined; }
  expect(token) { if (!this.accept(token)) throw new SyntaxError(`expected ${token} at token ${this.at}`); }
  parse() {
    const tree = this.binary(0);
    if (this.peek() !== undefined) throw new SyntaxError(`unexpected ${this.peek()}`);
    return tree;
  }
  binary(level) {
    if (level === 2) return this.power();
    let left = this.binary(level + 1), op;
    while ((op = this.accept(...['+-', '*/'][level]))) left = { op, left, right: this.binary(level + 1) };
    return left;
  }
  power() {
    const left = this.unary();
    return this.accept('^') ? { op: '^', left, right: this.power() } : left;
  }
  unary() {
    if (this.accept('-')) return { op: 'neg', right: this.unary() };
    const token = this.peek();
    this.at++;
    if (token === '(') { const inner = this.binary(0); this.expect(')'); return inner; }
    if (/^\d/.test(token ?? '')) return Number(token);
    if (/^[a-z]/.test(token ?? '')) { this.expect('('); const argument = this.binary(0); this.expect(')'); return { call: token, argument }; }
    throw new SyntaxError(token === undefined ? 'unexpected end' : `unexpected ${token}`);
  }
};
