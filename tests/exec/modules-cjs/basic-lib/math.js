exports.add = (a, b) => a + b; exports.name = 'math'; console.log('math loaded', module.parent === undefined ? 'u' : typeof module.parent);
