const src = [1, 2]; let a, b; console.log(([a, b] = src) === src, a, b);
const o = { a: 9 }; console.log((({ a } = o)) === o, a);
let x, y; [x, [y]] = [1, [2]]; ({ x: [x], y: { y } } = { x: [7], y: { y: 8 } }); console.log(x, y);
let n = 0; const next = () => n++; const arr = []; [arr[next()], arr[next()]] = ['p', 'q']; console.log(arr.join());
