exports.done = false; const a = require('./a'); exports.seen = a.done; exports.done = true; exports.extra = 'extra'; console.log('b saw', Object.keys(a).join());
