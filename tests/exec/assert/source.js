// The source of a failed assertion in its message.
const assert = require('assert');
const t = (f) => { try { f(); } catch (e) { console.log(e.message, e.generatedMessage, e.actual, e.operator); } };
t(() => assert(false));
t(() => assert.ok(typeof 5 === 'string' && (1, 2)));
t(() => {
  assert.ok(
    [1, 2].includes(3),
  );
});
const { ok } = assert;
t(() => ok(''));
t(() => assert.strictEqual(1, 2, 'why'));
t(() => assert.deepStrictEqual({ a: 1 }, { a: 2 }, 'why'));
t(() => assert.equal(1, 2, 'why'));
