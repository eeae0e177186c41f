// instanceof over a chain of classes.
class A {}
class B extends A {}
class C extends B {}
class D {}
const objects = [new A(), new B(), new C(), new D(), {}];
let total = 0;
for (let i = 0; i < 25000000; i++) {
  const o = objects[i % 5];
  if (o instanceof C) total += 3;
  else if (o instanceof A) total += 2;
  else if (o instanceof D) total += 1;
  total |= 0;
}
console.log(total);
