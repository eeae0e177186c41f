// Methods of Array.prototype without an object.
for (const name of Object.getOwnPropertyNames(Array.prototype).sort()) {
  if (name === 'length' || name === 'constructor') continue;
  try { Array.prototype[name].call(null, () => 1); console.log(name, 'passed'); } catch (e) { console.log(name, e.message); }
}
