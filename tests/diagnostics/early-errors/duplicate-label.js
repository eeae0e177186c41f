a: a: for (;;) break a;
