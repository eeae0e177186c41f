// Order of a graph with top-level await, failures that are remembered, cycles, import() and import.meta.
import './graph/a.mjs'; import './graph/b.mjs'; import './graph/c.mjs'; import { log } from './graph/log.mjs';
log('main'); console.log(globalThis.order.join(' '));
const r = await Promise.allSettled([import('./graph/fails.mjs'), import('./graph/fails.mjs'), import('./graph/needs-fails.mjs'), import('./graph/late-fail.mjs')]);
console.log(r.map((x) => x.status + ':' + (x.reason?.message ?? '')).join(' | '));
const [p, q] = await Promise.all([import('./graph/cyc1.mjs'), import('./graph/cyc2.mjs')]);
console.log(p.one, q.two, globalThis.order.slice(-6).join(' '));
try { await import('./graph/absent.mjs'); } catch (e) { console.log(e.code, e.message.includes('absent.mjs')); }
try { await import({ toString() { throw new Error('toString'); } }); } catch (e) { console.log(e.message); }
console.log(import.meta === import.meta, Object.keys(import.meta).join(), import.meta.resolve('./graph/../x.mjs').endsWith('/x.mjs'), import.meta.resolve('node:fs'));
const name = 'graph/' + ['a'] + '.mjs'; console.log(Object.keys(await import('./' + name)).join());
