function f() { exports.a = 1; } if (Math.random() > 2) { exports.b = 1; } exports.c = 1;f;
