const o = { a: 1, b: 2, a: 3, ['a']: 4, 'b': 5, 1: 'x', '1': 'y' }; console.log(JSON.stringify(o), Object.keys(o).join());
