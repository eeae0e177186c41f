let i = 0; for (; i < 3;) i++; for (let j; (j = (j || 0) + 1) < 3;) console.log(j); console.log(i);
