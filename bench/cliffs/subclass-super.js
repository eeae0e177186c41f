// A chain of subclasses with super calls in constructors and methods.
class A { constructor(x) { this.x = x; } value(n) { return this.x + n; } }
class B extends A { constructor(x, y) { super(x); this.y = y; } value(n) { return super.value(n) + this.y; } }
class C extends B { constructor(x, y, z) { super(x, y); this.z = z; } value(n) { return super.value(n) * this.z; } }
let total = 0;
for (let i = 0; i < 40000000; i++) {
  const object = new C(i & 7, 2, 3);
  total = (total + object.value(i & 3)) | 0;
}
console.log(total);
