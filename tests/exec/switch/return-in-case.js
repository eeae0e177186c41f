const f = (x) => { switch (typeof x) { case 'number': return 'n'; case 'string': return 's'; default: return '?'; } }; console.log(f(1), f(''), f({}));
