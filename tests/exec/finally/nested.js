function f(mode) {
  const log = [];
  const run = () => { try { log.push('t1'); try { if (mode === 'throw') throw 'x'; if (mode === 'return') return 'r'; log.push('t2'); } finally { log.push('f1'); if (mode === 'inner') return 'i'; } log.push('after'); } catch (e) { log.push('c' + e); return 'caught'; } finally { log.push('f2'); } return 'end'; };
  log.push(run()); return log.join();
}
for (const m of ['normal', 'throw', 'return', 'inner']) console.log(m, f(m));
