exports.ignored = 1; module.exports = function (x) { return x * base; }; var base = 10; if (x()) return; module.exports = null; function x() { return true; }
