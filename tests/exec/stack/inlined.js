// Small functions whose bodies take the place of their calls keep their frames.
function fail(what) {
  throw new Error("no " + what);
}
function inner(x) {
  if (x > 2) fail(x);
  return x + 1;
}
function middle(x) {
  return inner(x) * 2;
}
function outer(x) {
  return middle(x) + middle(x + 1);
}
const frames = (e) => e.stack.split("\n").slice(0, 5).map((line) => line.replace(/\(.*[\\/]/, "(")).join("\n");
for (const x of [1, 2, 3]) {
  try {
    console.log(outer(x));
  } catch (e) {
    console.log(frames(e));
  }
}

const get = (o) => o.value;
const both = (a, b) => get(a) + get(b);
try {
  both({ value: 1 }, null);
} catch (e) {
  console.log(frames(e).split("\n").slice(0, 3).join("\n"));
}

// An argument that is read again after the body assigned the parameter; results of calls as arguments.
let count = 0;
const next = () => ++count;
const swap = (a, b) => ((a = b + a), [b, a]);
console.log(swap(next(), next()), swap(count, next()));
const pick = (c, a, b) => (c ? a : b);
console.log(pick(pick(next() > 3, 0, 1), "yes", "no"), pick(1, next(), next()), count);
function sloppy() { return typeof this; }
function strict() { "use strict"; return typeof this; }
console.log(sloppy(), strict());
const never = () => { throw 1; };
try { console.log(never() + 1); } catch (e) { console.log("caught", e); }
const early = (n) => { if (n < 0) return "neg"; if (n === 0) return "zero"; };
console.log([-1, 0, 1].map((n) => early(n)), early(-0.5), early(2));
