// Hand-checked output: without the compiler of run time source text is a clear error, except for the two idioms that mean something else.
try { eval('1 + 1'); } catch (e) { console.log(e.name); }
try { new Function('a', 'return a'); } catch (e) { console.log(e instanceof EvalError); }
console.log(eval(5), eval(), Function('return this')() === globalThis, new Function(' return this; ')() === globalThis, Function()());
