console.log([0, -0, NaN, '', null, undefined, 0n, false, '0', 'false', [], {}, Symbol(), 1n, new Boolean(false), () => {}].map((v) => (v ? 'T' : 'F')).join(''));
console.log(!!document0(), !'' + !1);
function document0() { return [0]; }
if (new Number(0)) console.log('objects are true');
