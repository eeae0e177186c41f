// The second argument of import(): checked before the module is looked for, its attributes after it.
const log = [];
const options = new Proxy({ with: new Proxy({ type: 'json' }, { ownKeys(t) { log.push('ownKeys'); return Reflect.ownKeys(t); } }) }, { get(t, k) { log.push(String(k)); return t[k]; } });
const specifier = { toString() { log.push('specifier'); return './attributes/data.json'; } };
console.log((await import(specifier, options)).default, log);
let n = 0;
for (const o of [1, null, { with: 1 }, { with: { type: 1 } }, { with: { foo: 'x' } }, { with: { type: 'x' } }, { with: { type: 'json' } }, { with: null }])
  await import('./attributes/plain.mjs', o).then(() => console.log('ok', o), (e) => console.log(o, e.name, e.code, e.message.replace(/file:.*\//, '')));
await import('./attributes/data.json').catch((e) => console.log(e.name, e.code));
await import('./attributes/none.mjs', { with: { type: 'json' } }).catch((e) => console.log(e.name, e.code));
await import('./attributes/plain.mjs', { get with() { throw new RangeError('with'); } }).catch((e) => console.log(e.name, e.message));
