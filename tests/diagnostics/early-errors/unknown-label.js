for (;;) { break missing; }
