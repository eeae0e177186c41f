// A switch over names of the module's constants, given integers, and then everything else.
const early = () => LATE;
try {
  early();
} catch (e) {
  console.log(e.name, e.message);
}
const ZERO = 0, ONE = 1, TWO = 2, TEXT = 'two', HALF = 0.5, NONE = undefined, LATE = 3;
let changing = 1;
function name(x) {
  switch (x) {
    case ZERO: return 'zero';
    case ONE: return 'one';
    case TWO: return 'two';
    case LATE: return 'late';
    case HALF: return 'half';
    case TEXT: return 'text';
    case NONE: return 'none';
    case changing: return 'changing';
    default: return 'other';
  }
}
function run(list) {
  const seen = {};
  for (let round = 0; round < 100; round++) {
    for (const x of list) {
      const of = name(x);
      seen[of] = (seen[of] ?? 0) + 1;
    }
  }
  return JSON.stringify(seen);
}
console.log(early(), run([0, 1, 2, 3, 3]));
changing = 9;
console.log(run([0, -0, 1.0, 4 / 2, 0.5, 9, 10, NaN]));
changing = NaN;
console.log(run([NaN, 'two', '1', null, undefined, true, 1n, {}, [], Symbol.iterator, 3]));
function loop(codes) {
  let at = 0, sum = 0;
  for (;;) {
    switch (codes[at++]) {
      case ONE: sum += 1; break;
      case TWO: sum += codes[at++]; break;
      case LATE: sum *= 2; break;
      case ZERO: return sum;
      default: sum -= 1;
    }
  }
}
console.log(loop([1, 2, 10, 3, 1, 0]), loop([1, 2, 'x', 3, 0]), loop([1.5, '1', 1, 0.0]), loop([, 1, 1, 0]));
