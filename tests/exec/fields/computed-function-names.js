// A function without a name that is the value of a field is named after the field's computed key.
const key = Symbol('described');
class A {
  ['x'] = () => {};
  ['y'] = function () {};
  ['z'] = class {};
  [key] = (a) => a;
  [1 + 1] = async () => {};
  ['own'] = function given() {};
  ['static name'] = class { static name = 'static'; };
  static ['s'] = () => {};
  plain = () => {};
}
const a = new A();
console.log(a.x.name, a.y.name, a.z.name, a[key].name, a[2].name, a.own.name, A.s.name, a.plain.name);
console.log(a['static name'].name);
