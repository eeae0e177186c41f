// Files that are found when the program runs: what they import from modules of the program is live.
import 'node:fs';
import 'node:path';
export let counter = 0;
export const bump = () => ++counter;
export { counter as renamed };
const name = (s) => './found/' + s;
async function main() {
  const plugin = await import(name('plugin.mjs'));
  console.log(Object.keys(plugin), plugin.run(), counter, plugin.late, plugin.default.name);
  console.log((await import(name('plugin.mjs'))) === plugin);
  for (const f of ['bad.mjs', 'missing.mjs', 'needs.mjs', 'throws.mjs', 'cjs.cjs', 'sub/again.mjs'])
    await import(name(f)).then((m) => console.log(f, Object.keys(m), m.default), (e) => console.log(f, e.name, e.code));
}
main();
