// Async: await of values, of promises, of async calls; many concurrent chains; a channel between two tasks.
const identity = async (x) => x;
async function chain(n) { let t = 0; for (let i = 0; i < n; i++) t = (t + (await identity(i)) + (await i)) % 1000003; return t; }
class Channel {
  constructor() { this.items = []; this.waiting = []; }
  send(x) { const w = this.waiting.shift(); if (w) w(x); else this.items.push(x); }
  receive() { return this.items.length ? Promise.resolve(this.items.shift()) : new Promise((r) => this.waiting.push(r)); }
}
async function pingpong(n) {
  const a = new Channel(), b = new Channel();
  const player = async (from, to) => { let last; while ((last = await from.receive()) < n) to.send(last + 1); to.send(n); return last; };
  a.send(0);
  return Promise.all([player(a, b), player(b, a)]);
}
async function fan(n) { const rs = await Promise.all(Array.from({ length: n }, async (_, i) => { await null; return i % 3 ? identity(i) : i; })); return rs.reduce((x, y) => x + y); }
async function* numbers(n) { for (let i = 0; i < n; i++) yield i; }
(async () => {
  console.log(await chain(2500000));
  console.log((await pingpong(1200000)).join());
  let t = 0;
  for (let i = 0; i < 150; i++) t += await fan(4000);
  console.log(t);
  let s = 0;
  for await (const x of numbers(700000)) s += x;
  console.log(s);
})();
