// Only an operand of return is awaited in async generators.
const log = []; async function* g1() {} async function* g2() { return; } async function* g3() { return undefined; } async function* g4() { return await undefined; }
Promise.resolve(0).then(() => log.push('tick 1')).then(() => log.push('tick 2')).then(() => log.push('tick 3'));
for (const [n, g] of Object.entries({ g1, g2, g3, g4 })) g().next().then(() => log.push(n));
setTimeout(() => console.log(log.join()), 1);
