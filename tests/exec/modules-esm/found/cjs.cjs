exports.a = 1; exports.f = require('./sub/inner').v; module.exports.path = __filename.length > 0;
