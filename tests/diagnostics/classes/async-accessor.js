class C { async get a() {} }
