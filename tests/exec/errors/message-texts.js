// Names and values are in messages as they are: with lone surrogates, with U+0000, and at any length.
'use strict';
function attempt(f) {
  try {
    console.log('no error', f());
  } catch (e) {
    console.log(JSON.stringify(e.message));
  }
}

for (const name of ['a\ud800b', 'a\0b', '\0', '\udc00']) {
  attempt(() => undefined[name]);
  attempt(() => null[name]());
  attempt(() => ({})[name]());
  attempt(() => { Object.freeze({ [name]: 1 })[name] = 2; });
  attempt(() => { delete Object.freeze({ [name]: 1 })[name]; });
  attempt(() => { name.x = 1; });
  attempt(() => { const { [name]: { x } } = {}; });
  attempt(() => { const [x] = { n: name }; });
  attempt(() => BigInt(name));
  attempt(() => new (Symbol(name))());
  attempt(() => new ({ [name]() {} })[name]());
  attempt(() => class extends name {});
  attempt(() => 'x' in name);
  // What the library says.
  attempt(() => Reflect.construct(name));
  attempt(() => [].map(name));
  attempt(() => new Map([name]));
  attempt(() => Object.create(name));
  attempt(() => Object.defineProperty({}, name, { get: name }));
  attempt(() => Map.prototype.get.call(name));
  attempt(() => new Proxy({}, { get: name }).x);
  attempt(() => JSON.parse(name));
  attempt(() => new RegExp('(' + name));
  attempt(() => new RegExp('', name));
  attempt(() => structuredClone(Symbol(name)));
  attempt(() => { const o = { [name]: {} }; o[name].o = o; JSON.stringify(o); });
  console.log(JSON.stringify([String(Symbol(name)), String(new Error(name)), new Error(name).stack.split('\n')[0]]));
  const { get } = Object.getOwnPropertyDescriptor({ get [name]() { return 1; } }, name);
  console.log(JSON.stringify([get.name, { [Symbol.for(name)]() {} }[Symbol.for(name)].name]));
}

// Literals.
attempt(() => 'a\ud800'());
attempt(() => new 'a\0'());
attempt(() => `a\udc00`.x());
attempt(() => ({})['a\ud800']());
attempt(() => { '\0\x05'.y = 1; });

attempt(() => null['x'.repeat(3000)]);
attempt(() => { Object.freeze({})['é'.repeat(2000)] = 1; });
