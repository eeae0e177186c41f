const m = new Map(); for (const w of 'a b a c b a'.split(' ')) m.set(w, (m.get(w) || 0) + 1); console.log([...m].sort((x, y) => y[1] - x[1]).map(([k, v]) => k + v).join());
