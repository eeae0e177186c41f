function f(n) { switch (n) { case 0: { let a = 1; } let x = 'x'; return () => x; case 1: x = 'set'; return () => x; case 2: function g() { return 'g'; } } return g; }
console.log(f(0)(), f(2)());
try { f(1); } catch (e) { console.log(e.name); }
for (let i = 0; i < 4; i++) { switch (i) { case 1: continue; case 3: break; default: console.log(i); } }
