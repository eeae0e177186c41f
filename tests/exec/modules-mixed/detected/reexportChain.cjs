module.exports = require('./reexport.cjs');
