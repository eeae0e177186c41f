let n = 0; outer: do { n++; for (;;) { if (n < 3) continue outer; break outer; } } while (n < 10); console.log(n);
