const stored = new Error('first');
async function f() { await null; throw stored; }
f();
