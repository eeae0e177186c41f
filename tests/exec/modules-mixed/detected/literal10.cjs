const a = 1; module.exports = { a, ...{ x: 1 }, c: a };
