// A loop variable keeps one register; the test at the head is repeated at the end.
function count(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s; }
// Two variables that change places take a temporary.
function fibonacci(n) { let a = 0, b = 1; while (n-- > 0) [a, b] = [b, a + b]; return a; }
function swap(n) { let a = 1, b = 2; for (let i = 0; i < n; i++) { const t = a; a = b; b = t; } return a - b; }
// A constant that a loop uses as a register is loaded once.
function halve(list) { let t = 0; for (let i = 0; i < list.length; i++) t += list[i] * 0.5; return t; }
count(3); fibonacci(3); swap(3); halve([1, 2]);
