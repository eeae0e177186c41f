const it = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return: () => { throw new Error('return threw'); } }) };
try { const [a] = it; } catch (e) { console.log(e.message); }
function f() { for (const x of it) return 'value'; }
try { f(); } catch (e) { console.log(e.message); }
