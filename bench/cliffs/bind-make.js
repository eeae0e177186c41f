// A function bound anew at each use.
function visit(value) { this.total = (this.total + value) | 0; }
const state = { total: 0 };
const handlers = [];
for (let i = 0; i < 8000000; i++) {
  const handler = visit.bind(state);
  handlers[i & 15] = handler;
  handler(i & 7);
}
console.log(state.total, handlers.length);
