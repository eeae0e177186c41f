function A() { this.a = 1; return { b: 2 }; } function B() { this.b = 1; return 5; } console.log(new A().b, new A().a, new B().b, new A() instanceof A, new B() instanceof B, typeof B());
