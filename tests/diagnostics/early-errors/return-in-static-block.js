class C { static { return; } }
