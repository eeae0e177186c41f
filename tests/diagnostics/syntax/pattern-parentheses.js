let [(a)] = b;
