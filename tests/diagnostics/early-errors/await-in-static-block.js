class C { static { await; } }
