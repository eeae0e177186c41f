const it = [1, 2][Symbol.iterator](); let r; const out = []; while (!(r = it.next()).done) out.push(r.value); console.log(out.join(), it.next().value, it.next().done);
