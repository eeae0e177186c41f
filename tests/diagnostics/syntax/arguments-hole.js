f(a, , b);
