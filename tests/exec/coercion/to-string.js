console.log([null, undefined, true, 12, -0, 1e21, 1e-7, 123456789012345680000, 0.000001, [1, [2, 3]], [null, undefined, 1], {}, () => 1, /a/g, 10n].map(String).join('|'));
console.log(String(Symbol('d')), Object(Symbol('e')).toString(), [1, , 3] + '', [[], [[]]] + '!');
console.log(0.1, 100, 1.0, 1e100, 123e-20, 1.7976931348623157e308, 5e-324, 4.35, 0.1 * 3, 1 / 3, 2 / 3, 1e15 + 0.3, 4294967296.5);
