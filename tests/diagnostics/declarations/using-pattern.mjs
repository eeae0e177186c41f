using e = f, [g] = h;
