const f1 = () => { try { return 'try'; } finally { return 'finally'; } };
const f2 = () => { try { throw 1; } finally { return 'swallowed'; } };
const f3 = () => { try { throw 1; } catch { return 'catch'; } finally { console.log('runs'); } };
const f4 = () => { for (const i of [1, 2]) { try { return i; } finally { continue; } } return 'loop ended'; };
const f5 = () => { l: try { return 1; } finally { break l; } return 'after'; };
const f6 = () => { try { try { throw 'a'; } finally { throw 'b'; } } catch (e) { return e; } };
const f7 = () => { let x = 1; try { return x; } finally { x = 2; } };
const f8 = () => { const o = { v: 1 }; try { return o; } finally { o.v = 2; } };
console.log(f1(), f2(), f3(), f4(), f5(), f6(), f7(), f8().v);
