module.exports = require('./dot.cjs'); exports.q = 1; module.exports = require('./string.cjs');
