class C { constructor = 1 }
