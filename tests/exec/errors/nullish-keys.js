// Accesses of null and undefined name the key, unless the key would have to convert itself.
function attempt(f) {
  try {
    f();
  } catch (e) {
    console.log(e.message);
  }
}

const keys = [
  'x', '', 5, 1.5, 10n, null, true, Symbol('q'), Symbol(), [], {},
  { toString() { console.log('called'); return 'z'; } },
  Object.create(null),
  new (class B {})(),
  new Proxy({}, {}),
  new Map(),
  new Date(0),
  /x/,
  new Error('x'),
  Object.assign(new Error(), { name: '' }),
  class A { static toString() {} },
  function f() {},
  Object.assign(() => 1, { toString() { return 'u'; } }),
];
for (const key of keys) {
  for (const base of [null, undefined]) {
    attempt(() => base[key]);
    attempt(() => { base[key] = 1; });
    attempt(() => base[key]());
    attempt(() => delete base[key]);
  }
}
