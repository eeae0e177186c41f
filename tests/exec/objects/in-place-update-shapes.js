function mk(a, b) { return b ? { b: 1, a } : { a, b: 2 }; } let s = 0; for (let i = 0; i < 100; i++) { const o = mk(i, i % 2); s += o.a + o.b; o.a = 'str'; o.a = i + 0.5; s += o.a; } console.log(s);
