var out = {}; module.exports = out; out.a = 1; out.b = 2; 0 && (module.exports = { a, b });
