const a = 1, x = 2; module.exports = { a, b: x, 'c': x, d: 1, e: x, f };var f;
