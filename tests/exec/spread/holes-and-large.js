const a = [1, , 3]; console.log(a.length, 1 in a, 1 in [...a], [...a].join());
const big = Array.from({ length: 50000 }, (_, i) => i); console.log(Math.max(...big), [...big, ...big].length, (function () { return arguments.length; })(...big));
