module.exports = { ...require('./dot.cjs'), ...require('./string.cjs') };
