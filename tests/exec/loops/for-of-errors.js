for (const v of [1, null, undefined, {}, { [Symbol.iterator]: 1 }, { [Symbol.iterator]: () => 1 }, { [Symbol.iterator]: () => ({}) }, { [Symbol.iterator]: () => ({ next: () => 1 }) }]) {
  try { for (const x of v); } catch (e) { console.log(e.name + ': ' + e.message); }
}
