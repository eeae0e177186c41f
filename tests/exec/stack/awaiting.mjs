// Functions that await what fails are in its stack trace, behind those that were running.
const place = (line) => line.trim().replace(/\(?file:.*awaiting\.mjs:(\d+).*$/, '($1)');
const trace = async (what, action) => {
  await null; // not within the module's own frame
  try {
    await action();
  } catch (error) {
    const frames = (error.errors?.[0] ?? error).stack.split('\n').filter((line) => /^ +at/.test(line) && !line.includes('node:')).map(place);
    console.log(what, '|', frames.join(' | '));
  }
};
const boom = () => { throw new Error('x'); };
class A {
  async m() { await null; boom(); }
  async n() { return this.o(); }
  async o() { await this.m(); }
  static async s() { await new A().o(); }
}
async function plain() { await null; boom(); }
async function outer() { await plain(); }
async function* generator() { yield 1; await plain(); }
const o = { async m() { await outer(); }, arrow: async () => { await outer(); } };
await trace('function', outer);
await trace('method', () => new A().o());
await trace('static', () => A.s());
await trace('returned', () => new A().n());
await trace('object', () => o.m());
await trace('arrow', () => o.arrow());
await trace('for await', async () => { for await (const x of generator()) console.log(x); });
await trace('all', () => Promise.all([1, outer()]));
await trace('awaited all', async () => { await Promise.all([plain(), 5]); });
await trace('any', () => Promise.any([plain()]));
await trace('race', async () => { await Promise.race([plain()]); });
await trace('then', async () => { await plain().then((x) => x); });
await trace('in then', async () => { await Promise.resolve().then(() => boom()); });
await trace('finally', async () => { await plain().finally(() => {}); });
await trace('caught', async () => { try { await plain(); } catch (error) { throw error; } });
await trace('new', async () => { await new Promise((resolve, reject) => { plain().catch(reject); }); });
await trace('two wait', async () => { const promise = plain(); promise.catch(() => {}); await promise; });
await trace('timer', async () => { await new Promise((resolve) => setTimeout(resolve, 1)); await plain(); });
await trace('before any await', async () => { boom(); });
Error.stackTraceLimit = 2;
await trace('limited', () => A.s());
