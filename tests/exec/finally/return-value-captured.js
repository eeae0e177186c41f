function f() { let i = 0; try { return i; } finally { i = 10; } } function g() { try { throw 1; } catch (e) { return 'c' + e; } finally { console.log('finally first'); } } console.log(f(), g());
