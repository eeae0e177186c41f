function* g(a = (() => { throw 'early'; })()) { yield a; }
try { g(); console.log('created'); } catch (e) { console.log(e); }
async function f(a = (() => { throw 'late'; })()) { return a; }
f().catch((e) => console.log('rejected', e)); console.log('after');
