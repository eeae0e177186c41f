console.log('main start'); const a = require('./cyc/a'); const b = require('./cyc/b'); console.log(a.done, b.done, a.seen, b.seen, a.late());
