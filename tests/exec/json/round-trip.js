const o = { s: 'x"\n', n: 1.5, b: true, z: null, a: [1, [2, {}]], o: { k: {} } }; const t = JSON.stringify(o); console.log(t, JSON.stringify(JSON.parse(t)) === t);
