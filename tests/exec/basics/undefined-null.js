let u; console.log(u, null, typeof u, typeof null, u == null, u === null, [undefined, null].length);
