function f(x) {
  const r = [];
  switch (x) { case 1: r.push('one'); case 2: r.push('two'); break; default: r.push('default'); case 3: r.push('three'); break; case 4: { r.push('four'); } }
  return r.join();
}
for (const x of [1, 2, 3, 4, 5, '1']) console.log(f(x));
switch (3) {} switch (1) { default: } 
