const t = (f) => { try { console.log(f()); } catch (e) { console.log('threw', String(e)); } };
t(() => { try { return 1; } finally { console.log('f'); } });
t(() => { try { return 1; } finally { return 2; } });
t(() => { try { throw 1; } finally { return 2; } });
t(() => { try { throw 1; } catch (e) { return e + 1; } finally { console.log('f'); } });
t(() => { try { throw 1; } catch (e) { throw e + 1; } finally { console.log('f'); } });
t(() => { try { throw 1; } catch { throw 2; } finally { throw 3; } });
t(() => { for (const x of [1, 2, 3]) { try { if (x === 2) continue; if (x === 3) break; console.log('x', x); } finally { console.log('f', x); } } return 'done'; });
t(() => { a: for (;;) { try { for (;;) { try { break a; } finally { console.log('inner'); } } } finally { console.log('outer'); } } return 'out'; });
t(() => { a: try { break a; } finally { console.log('fin'); } return 'x'; });
t(() => { for (let i = 0; i < 2; i++) { try { return i; } finally { if (i === 0) continue; } } });
t(() => { let x = 1; try { return x; } finally { x = 2; } });
t(() => { let o = { v: 1 }; try { return o; } finally { o.v = 2; } });
t(() => { do { try { return 'r'; } finally { break; } } while (0); return 'after'; });
t(() => { try { try { throw 'a'; } finally { try { throw 'b'; } catch (e) { console.log('c', e); } } } catch (e) { return e; } });
t(() => { const fs = []; for (let i = 0; i < 3; i++) { try { fs.push(() => i); } finally { i; } } return fs.map((f) => f()).join(); });
function* g() { try { yield 1; yield 2; } finally { console.log('cleanup'); yield 'last'; } }
t(() => { const r = []; for (const x of g()) { r.push(x); break; } return r.join(); });
t(() => { const it = g(); it.next(); return JSON.stringify([it.return('R'), it.next(), it.next()]); });
t(() => { const it = g(); it.next(); try { it.throw('T'); } catch (e) { return 'no'; } return JSON.stringify(it.next.name); });
t(() => { function* d() { try { yield* g(); } finally { console.log('outer cleanup'); } } const it = d(); it.next(); return JSON.stringify([it.return(5), it.next(), it.next()]); });
t(() => { function* d() { const r = yield* (function* () { const x = yield 'a'; return x + '!'; })(); return r; } const it = d(); it.next(); return JSON.stringify(it.next('sent')); });
t(() => { function* d() { try { yield* { [Symbol.iterator]() { return { next() { return { value: 1, done: false }; } }; } }; } catch (e) { return e.constructor.name; } } const it = d(); it.next(); return JSON.stringify(it.throw(1)); });
t(() => { let closed = 0; const iter = { [Symbol.iterator]() { return { next: () => ({ value: 1, done: false }), return() { closed++; return {}; } }; } }; const [a] = iter; for (const x of iter) break; try { for (const x of iter) throw 0; } catch {} const [b, ...[]] = [1]; (() => { for (const x of iter) return; })(); lbl: for (;;) for (const y of iter) break lbl; new Map([[1, 2]]); try { new Map(iter); } catch {} try { Array.from(iter, () => { throw 1; }); } catch {} return closed; });
t(() => { const iter = { [Symbol.iterator]() { return { next: () => ({ value: 1, done: false }), return() { throw 'from return'; } }; } }; try { for (const x of iter) throw 'body'; } catch (e) { console.log(e); } for (const x of iter) break; });

t(() => { const iter = { [Symbol.iterator]() { return { next() { throw 'next'; }, return() { console.log('never'); } }; } }; for (const x of iter); });
var f2 = () => { switch (1) { case 1: try { return 'sw'; } finally { break; } } return 'after switch'; }; t(f2);
t(() => { var r = ''; for (var k in { a: 1, b: 2, c: 3 }) { try { if (k === 'b') continue; r += k; } finally { r += '.'; } } return r; });
(async () => { const r = await (async () => { try { return await Promise.reject('x'); } catch (e) { return 'caught ' + e; } finally { await null; console.log('async fin'); } })(); console.log(r);
  const it = (async function* () { try { yield 1; yield 2; } finally { await null; console.log('ag fin'); } })(); for await (const x of it) { console.log(x); break; }
  outer: for (const a of [1, 2]) { for await (const b of [Promise.resolve(3), 4]) { if (b === 4) continue outer; console.log(a, b); } }
  try { for await (const x of [Promise.reject(new Error('rej'))]) ; } catch (e) { console.log(e.message); }
  const fns = []; for await (const x of [1, 2, 3]) fns.push(() => x); console.log(fns.map((f) => f()).join());
})();
