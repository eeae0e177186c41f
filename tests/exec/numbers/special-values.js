console.log(NaN === NaN, Object.is(NaN, NaN), 0 === -0, Object.is(0, -0), 1 / -0, Infinity - 1, -Infinity < 0, NaN > 1, isNaN('a'), [NaN].indexOf(NaN));
