function* g() { const fs = []; for (let i = 0; i < 3; i++) { fs.push(() => i); yield i; } const big = { v: 1 }; yield fs.map((f) => f()).join(); big.v++; yield big.v; let x = 1; const inc = () => x++; yield x; inc(); yield x; }
console.log([...g()].join(' '));
function* nested() { try { try { yield 1; } finally { yield 2; } } catch (e) { yield 'c' + e; } finally { yield 3; } } const n = nested(); console.log(n.next().value, n.throw('E').value, n.next().value, n.next().value, n.next().done);
const a = nested(), b = nested(); console.log(a.next().value, b.next().value, a.next().value, b.next().value); function* expr(a, b) { return (yield a) + (yield b) * (yield 'c'); } const e = expr(1, 2); e.next(); e.next(2); e.next(3); console.log(e.next(4).value);
