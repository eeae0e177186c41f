exports.a ||= 1; exports.b += 1; exports.c ??= 2; exports.d; exports.e++; exports.f = 1
