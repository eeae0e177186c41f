const make = (log, n) => ({ [Symbol.iterator]() { let i = 0; return { next() { log.push('n'); return { value: i, done: i++ >= n }; }, return() { log.push('r'); return {}; } }; } });
let log = []; const [a] = make(log, 3); console.log(log.join(''));
log = []; const [b, c, d] = make(log, 2); console.log(log.join(''), d);
log = []; const [...e] = make(log, 2); console.log(log.join(''), e.join());
log = []; const [] = make(log, 2); console.log(log.join(''));
log = []; try { const [f = (() => { throw 'def'; })()] = make(log, 0); } catch (x) { console.log(log.join(''), x); }
log = []; try { [(() => { throw 'tgt'; })().p] = make(log, 3); } catch (x) { console.log(log.join(''), x); }
log = []; const [, , g] = make(log, 9); console.log(log.join(''), g);
