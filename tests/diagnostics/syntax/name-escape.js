let \x61 = 1;
