function iterable(log, n = 5) {
  return { [Symbol.iterator]() { let i = 0; return {
    next() { log.push('next'); return { value: i, done: i++ >= n }; },
    return(v) { log.push('return'); return {}; } }; } };
}
let log = []; for (const x of iterable(log)) if (x === 1) break; console.log(log.join());
log = []; try { for (const x of iterable(log)) throw new Error('body'); } catch (e) { log.push(e.message); } console.log(log.join());
log = []; (() => { for (const x of iterable(log)) return x; })(); console.log(log.join());
log = []; outer: for (const a of [1, 2]) for (const x of iterable(log)) continue outer; console.log(log.join());
log = []; for (const x of iterable(log, 1)); console.log(log.join());
log = []; const bad = { [Symbol.iterator]: () => ({ next() { throw new Error('next'); }, return() { log.push('return'); } }) };
try { for (const x of bad); } catch (e) { log.push(e.message); } console.log(log.join());
log = []; const bad2 = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return() { throw new Error('from return'); } }) };
try { for (const x of bad2) throw new Error('body wins'); } catch (e) { log.push(e.message); }
try { for (const x of bad2) break; } catch (e) { log.push(e.message); } console.log(log.join());
const bad3 = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: () => 1 }) };
try { for (const x of bad3) break; } catch (e) { console.log(e.message); }
