console.log(Math.floor(2.7), Math.ceil(2.1), Math.round(2.5), Math.max(1, 3, 2), Math.min(4, 2), Math.abs(-3), Math.sqrt(16), Math.pow(2, 8), Math.trunc(-2.7), Math.sign(-9), Math.hypot(3, 4));
