const a = 1; module.exports = { a, ...require('./dot.cjs'), x: a, y: a };
