const o = { get a(x) { return x; } };
