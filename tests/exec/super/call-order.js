// super(…) evaluates the arguments before it looks at the parent.
function attempt(f) {
  try {
    console.log(f());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
}
function say(text) {
  console.log(text);
  return text;
}

class A {
  constructor(...values) {
    this.values = values.join();
  }
}
class B {
  constructor(...values) {
    this.values = 'b' + values.join();
  }
}
class C extends A {
  constructor(...values) {
    super(say('first'), ...values);
  }
}
class D extends A {
  constructor() {
    super((Object.setPrototypeOf(D, B), say('second')));
  }
}
class E extends A {}
class F extends A {
  constructor() {
    super(say('third'));
  }
}
attempt(() => new C(1, 2).values);
attempt(() => new D().values);
attempt(() => new D().values);
Object.setPrototypeOf(C, parseInt);
attempt(() => new C(3));
Object.setPrototypeOf(E, null);
attempt(() => new E());
Object.setPrototypeOf(F, () => 1);
attempt(() => new F());
Object.setPrototypeOf(F, new Proxy(A, {}));
attempt(() => new F().values);
