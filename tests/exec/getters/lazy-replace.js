const o = { get v() { Object.defineProperty(this, 'v', { value: 'computed' }); return 'first'; } }; console.log(o.v, o.v);
