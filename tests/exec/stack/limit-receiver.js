// The last frame that the limit lets through tells its receiver, too.
Error.stackTraceLimit = 2;
class Box {
  fail() { throw new Error('here'); }
  outer(list) { return list.map(this.fail, this); }
}
function Router() {}
Router.handle = function handle(depth) {
  if (depth === 0) throw new Error('deep');
  return this[['handle'][0]](depth - 1);
};
for (const run of [() => new Box().outer([1]), () => [Router][0].handle(3)]) {
  for (const limit of [1, 2, 3]) {
    Error.stackTraceLimit = limit;
    try { run(); } catch (error) { console.log(error.stack.replace(/\(.*[\\/](.*)\)/g, '($1)').replace(/at [^ ]*[\\/]/g, 'at ')); }
  }
}
