// What yield* and for await say of what is not iterable: its value, or that it is an intermediate one.
const v = { a: 1, c: {} };
let w;
const ff = () => v;
async function t(G) {
  try {
    await G().next();
  } catch (e) {
    console.log(e.message);
  }
}
(async () => {
  await t(function* () { yield* v; });
  await t(function* () { yield* v.a; });
  await t(function* () { yield* ff(); });
  await t(function* () { yield* v.valueOf(); });
  await t(function* () { yield* w; });
  await t(function* () { yield* 5; });
  await t(function* () { yield* null; });
  await t(function* () { yield* {}; });
  await t(function* () { yield* v?.a; });
  await t(function* () { yield* w?.a; });
  await t(function* () { yield* (v.a + 1); });
  await t(function* () { yield* (yield* v.a); });
  await t(function* () { yield* { [Symbol.iterator]: 1 }; });
  await t(function* () { yield* { [Symbol.iterator]() {} }; });
  await t(async function* () { yield* v; });
  await t(async function* () { yield* v.a; });
  await t(async function* () { yield* ff(); });
  await t(async function* () { yield* v.valueOf(); });
  await t(async function* () { yield* w; });
  await t(async function* () { yield* 5; });
  await t(async function* () { yield* null; });
  await t(async function* () { yield* {}; });
  await t(async function* () { yield* v?.a; });
  await t(async function* () { yield* w?.a; });
  await t(async function* () { yield* (v.a + 1); });
  await t(async function* () { yield* (yield* v.a); });
  await t(async function* () { yield* { [Symbol.iterator]: 1 }; });
  await t(async function* () { yield* { [Symbol.iterator]() {} }; });
  await t(async function* () { for await (const q of v); });
  await t(function* () { for (const q of v); });
  await t(async function* () { for await (const q of v.a); });
  await t(function* () { for (const q of v.a); });
  await t(async function* () { for await (const q of ff()); });
  await t(function* () { for (const q of ff()); });
  await t(async function* () { for await (const q of w); });
  await t(function* () { for (const q of w); });
  await t(async function* () { for await (const q of 5); });
  await t(function* () { for (const q of 5); });
  await t(async function* () { for await (const q of v?.a); });
  await t(function* () { for (const q of v?.a); });
  await t(async function* () { for await (const q of w?.a); });
  await t(function* () { for (const q of w?.a); });
  await t(async function* () { for await (const q of v?.a + 1); });
  await t(function* () { for (const q of v?.a + 1); });
  await t(async function* () { for await (const q of (v?.a)); });
  await t(function* () { for (const q of (v?.a)); });
})();
