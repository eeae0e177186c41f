// Modules with errors that only import() or a guarded require() asks for: the error comes when they are loaded.
const t = async (p, n) => { try { console.log(n, Object.keys(await p())); } catch (e) { console.log(n, e.name, e.constructor === SyntaxError, e.code); } };
await t(() => import('./broken/syntax.mjs'), 1);
await t(() => import('./broken/dep.mjs'), 2);
await t(() => import('./broken/noexp.mjs'), 3);
await t(() => import('./broken/indirect.mjs'), 4);
await t(() => import('./broken/nomod.mjs'), 5);
await t(() => import('./broken/ok.mjs'), 6);
await t(() => import('./broken/cjs.cjs'), 7);
