// Enumerations as objects, dispatch tables of functions, state machines with string states.
const Kind = Object.freeze({ START: 'start', RUN: 'run', STOP: 'stop' });
const actions = {
  [Kind.START]: (n) => n + 1,
  [Kind.RUN]: (n) => n + 2,
  [Kind.STOP]: (n) => n - 1,
};
let state = Kind.START;
let total = 0;
for (let i = 0; i < 20000000; i++) {
  total = actions[state](total) | 0;
  if (state === Kind.START) state = Kind.RUN;
  else if (state === Kind.RUN && (i & 3) === 0) state = Kind.STOP;
  else if (state === Kind.STOP) state = Kind.START;
}
console.log(total);
