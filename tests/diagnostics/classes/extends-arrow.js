class C extends a => 1 {}
