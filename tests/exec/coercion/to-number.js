console.log(['', ' ', '12', ' 12\n', '1.5e3', '.5', '5.', '-', '+1', '0x1F', '0b101', '0o17', '-0x1', '1e1000', 'Infinity', '-Infinity', 'infinity', '1 2', '\u00a05\ufeff', '1n'].map(Number).join());
console.log([null, undefined, true, [], [5], [1, 2], {}, new Date(7), new Number(3), '１'].map(Number).join());
try { Number(Symbol()); } catch (e) { console.log(e.message); }
console.log(Number(12345678901234567890n), Number('0x'), Number('08'), Number());
