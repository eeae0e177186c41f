const f = (a, b) => (a && b) || (a ? 'a only' : 'no a');
console.log(f(1, 2), f(1, 0), f(0, 1), !f, !!f);
