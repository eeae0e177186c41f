const two = require('./two');
exports.two = two.value;
exports.main = require('../run-time-require.js');
exports.parent = module.parent.filename.split('/').pop();
exports.isMain = require.main === module;
