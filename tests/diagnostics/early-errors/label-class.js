x: class C {}
