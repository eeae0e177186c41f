function* g() { try { yield 1; } finally { return 'override'; } } const it = g(); it.next(); console.log(JSON.stringify(it.return('x')), JSON.stringify(it.next()));
