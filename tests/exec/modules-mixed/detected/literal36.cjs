const a = 1; module.exports = { a, ...a, b: a };
