const a = []; for (let i = 5000; i >= 0; i--) a[i] = i; let t = 0; for (const x of a) t += x; console.log(a.length, t);
