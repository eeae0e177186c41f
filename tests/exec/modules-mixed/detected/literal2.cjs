const a = 1; module.exports = { a, b: function () {}, c: a };
