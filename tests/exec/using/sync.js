// Hand-checked output (not in Node 20): `using` declarations, disposed of in reverse however control leaves their scope.
const resource = (name, fails) => ({
  name,
  [Symbol.dispose]() {
    console.log('dispose', this.name);
    if (fails) throw new Error(name);
  },
});
{
  using a = resource('a'), b = resource('b'), none = null, nothing = undefined;
  console.log(a.name, b.name, none, nothing);
}
function returns(early) {
  using a = resource('returned');
  if (early) return 'early';
  console.log('late');
}
console.log(returns(true), returns(false));
try {
  using a = resource('thrown through');
  throw new Error('body');
} catch (error) {
  console.log(error.message);
}
try {
  using a = resource('first', true);
  using b = resource('second', true);
  throw new Error('body');
} catch (error) {
  console.log(error.constructor.name, error.error.message, error.suppressed.error.message, error.suppressed.suppressed.message);
}
try {
  using a = resource('kept'), b = {};
} catch (error) {
  console.log(error.name);
}
try {
  using a = resource('constant');
  a = 1;
} catch (error) {
  console.log(error.name);
}
for (using a = resource('head'); a.count !== 2; a.count = (a.count ?? 0) + 1) console.log('loop', a.count);
outer: for (const i of [1, 2]) {
  for (using a of [resource('x' + i), resource('y' + i)]) {
    if (a.name === 'x2') continue outer;
    console.log('body', a.name);
  }
}
class Static {
  static {
    using a = resource('static block');
    console.log('in static block');
  }
}
function* generates() {
  using a = resource('generator');
  yield 1;
  yield 2;
}
for (const value of generates()) {
  console.log(value);
  break;
}
const closures = [];
for (using a of [resource('p'), resource('q')]) closures.push(() => a.name);
console.log(closures.map((f) => f()).join());
