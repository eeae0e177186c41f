// Contextual keywords as names, line ends in comments.
var as = 1, of = 2, from = 3, get = 4, set = 5, async = 6, let_ = 7, target = 8, yield = 9, static = 10;
var a = 1 /* a line
end */ var b = 2 /*
*/ console.log(a + b, as + of + from + get + set + async + target + static, yield * 2)
if (false) set
console.log('not a declaration');
yield: for (;;) break yield
function f(yield) { return yield + 1 }
console.log(f(1), ((yield) => yield)(2))
