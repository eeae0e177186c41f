exports.a = 1; exports.b = exports.c = 2; module.exports.d = 3;
