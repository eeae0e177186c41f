if (process.env.NOPE) { module.exports = require('./string.cjs'); } else { module.exports = require('./dot.cjs'); }
