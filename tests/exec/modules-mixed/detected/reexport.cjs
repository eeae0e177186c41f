module.exports = require('./dot.cjs');
