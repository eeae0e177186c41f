// Clean-up callbacks run from the event loop after a collection, with the held value.
let cleaned = 0, wrong = 0;
const registry = new FinalizationRegistry((held) => { if (held !== 'held') wrong++; cleaned++; });
const token = {};
(function () { for (let i = 0; i < 2000; i++) registry.register({ i }, 'held'); registry.register({}, 'never', token); })();
registry.unregister(token);
let turns = 0, keep = [];
(function turn() {
  for (let i = 0; i < 4000; i++) keep[i] = { a: new Array(100).fill(i) };
  if (cleaned === 0 && ++turns < 300) return setTimeout(turn, 1);
  console.log(cleaned > 0, wrong);
})();
