function* g(x) { const a = yield x; const b = yield a + 1; try { yield b; } catch (e) { yield 'caught ' + e; } return 'done'; }
const it = g(1); console.log(JSON.stringify([it.next('ignored'), it.next(10), it.next(20), it.throw('err'), it.next(), it.next()]));
console.log([...g(0)].join(), it[Symbol.iterator]() === it, String(it), typeof g.prototype, g.constructor.name); try { new g(); } catch (e) { console.log(e.message); }
const r = g(5); r.next(); console.log(JSON.stringify([r.return('early'), r.next()])); const unstarted = g(); console.log(JSON.stringify(unstarted.return(3))); const u2 = g(); try { u2.throw(new Error('t')); } catch (e) { console.log(e.message, u2.next().done); }
function* fib() { let [a, b] = [0, 1]; for (;;) { yield a; [a, b] = [b, a + b]; } } for (const x of fib()) { if (x > 50) break; process.stdout.write(x + ' '); } console.log();
