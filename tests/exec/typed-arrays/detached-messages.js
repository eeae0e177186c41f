// Each method says its own name when the buffer has gone.
const b = new ArrayBuffer(32), u = new Int32Array(b, 0, 2);
structuredClone(b, { transfer: [b] });
const prototype = Object.getPrototypeOf(Int32Array.prototype);
for (const name of Object.getOwnPropertyNames(prototype).sort()) {
  const { value } = Object.getOwnPropertyDescriptor(prototype, name);
  if (typeof value !== "function" || name === "constructor") continue;
  for (const args of [[], [0, 5], [() => 1], [[1]], [1.5]]) {
    try {
      console.log(name, typeof value.apply(u, args));
    } catch (error) {
      console.log(name, args.length, String(error));
    }
  }
}
for (const run of [() => [...u], () => new DataView(b), () => b.slice(0), () => new Int8Array(b), () => Int32Array.from(u), () => u[0] = 1]) {
  try {
    console.log(String(run()));
  } catch (error) {
    console.log(String(error));
  }
}
for (const name of ["load", "store", "add", "sub", "and", "or", "xor", "exchange", "compareExchange", "notify"]) {
  try {
    Atomics[name](new Int32Array(8), 0, 1, 1);
    console.log(Atomics[name](u, 0, 1, 1));
  } catch (error) {
    console.log(name, String(error));
  }
}
