// Hand-checked output: without the compiler of run time source text is a clear error, except for what is known at build time.
try { eval('1 + 1'); } catch (e) { console.log(e.name); }
try { new Function('a', 'return -' + String('a')); } catch (e) { console.log(e instanceof EvalError); }
console.log(eval(5), eval(), Function('return this')() === globalThis, new Function(' return this; ')() === globalThis, Function()(), new Function('a', 'return a')(1), (0, eval)('1 + 1'));
for (const probe of [() => new Function('a', ''), () => (0, eval)(';')]) {
  try { probe(); } catch (e) { console.log(e.name); }
}
// A direct eval is no indirect one of the same text.
try { eval('1 + 1'); } catch (e) { console.log(e.name); }
