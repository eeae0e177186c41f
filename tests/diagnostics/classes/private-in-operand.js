class C { #a; m() { return 1 + #a in this; } }
