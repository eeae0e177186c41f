// The value of evaluated code is that of its last statement that has one.
for (const code of [
  "", "1", "1;;", "1; var x = 2", "1; function f() {}", "1; class C {}", "1; {}", "1; { 2; }", "1; if (false) 2", "if (true) 2; else 3",
  "1; do { 2; break; } while (0)", "do { 2; continue; } while (0)", "1; while (false);", "for (var i = 0; i < 3; i++) i", "for (var k in { a: 1 }) k",
  "1; for (var k of []) 2", "1; switch (1) { case 1: }", "switch (1) { case 1: 5; break; case 2: 6 }", "try { 1 } finally { 2 }", "try { throw 1 } catch (e) { e + 1 } finally { 3 }",
  "1; try { 2; throw 0 } catch (e) { }", "do { 1; try { 39 } finally { 42; break; } } while (0)", "do { -2; try { 39 } finally { break; } } while (0)",
  "l: { 1; break l; 2 }", "with ({ a: 3 }) a", "1; with ({}) ;", "'use strict'; 'x'", "1; throw_ = 2", "var o = { a: 1 }; o", "x => x", "({}).toString()", "2; debugger",
]) console.log(JSON.stringify(code), String((0, eval)(code)).replace(/\n/g, " "));
