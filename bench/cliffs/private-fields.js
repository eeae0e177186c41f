// Private fields, private methods and accessors, static blocks and static fields.
class Account {
  #balance = 0;
  #log(n) { Account.#count++; return n; }
  get #double() { return this.#balance * 2; }
  static #count = 0;
  static limit;
  static { Account.limit = 1000; }
  add(n) { this.#balance = (this.#balance + this.#log(n)) % Account.limit; return this; }
  has(o) { return #balance in o; }
  value() { return this.#double; }
  static count() { return Account.#count; }
}
const accounts = [new Account(), new Account()];
let total = 0;
for (let i = 0; i < 20000000; i++) {
  const account = accounts[i & 1];
  total = (total + account.add(i & 7).value()) | 0;
  if (account.has(accounts[0])) total++;
}
console.log(total, Account.count());
