class A {} module.exports = A; module.exports.A = A; exports.B = A;
