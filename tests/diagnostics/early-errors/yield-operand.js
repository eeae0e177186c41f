function* g() { 1 + yield; }
