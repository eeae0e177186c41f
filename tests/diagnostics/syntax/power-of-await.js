async function f() { return await 1 ** 2; }
