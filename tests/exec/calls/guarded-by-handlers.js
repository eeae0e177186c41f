// Known calls inside try, finally and for-of: exceptions and early exits find their way.
class Counter { constructor(n) { this.n = n; } next() { if (this.n <= 0) throw new RangeError('empty'); return this.n--; } peek() { return this.n; } }
class Loud extends Counter { next() { const v = super.next(); log.push('loud' + v); return v; } peek() { return -this.n; } }
const log = [];
function drain(counters) {
  let sum = 0;
  for (const c of counters) {
    let x = 0;
    try {
      for (let i = 0; i < 4; i++) { x = i; sum += c.next() * 10 + c.peek(); }
    } catch (e) {
      log.push(`${e.name} ${e.message} x=${x} sum=${sum}`);
    } finally {
      sum += 1000;
      log.push('f' + x);
    }
  }
  return sum;
}
console.log(drain([new Counter(2), new Loud(3), new Counter(9)]), log.join(' '));
const square = (v) => { if (v === 3) throw v; return v * v; };
function early(list) {
  let found = 'none', before = 0;
  const closing = { [Symbol.iterator]() { let i = 0; return { next: () => ({ value: list[i++], done: i > list.length }), return: () => (log.push('closed'), {}) }; } };
  try {
    for (const v of closing) {
      before = v;
      const s = square(v);
      if (s > 20) { found = s; break; }
    }
  } catch (e) { found = 'threw ' + e + ' after ' + before; }
  return found;
}
log.length = 0;
console.log(early([1, 5]), early([1, 2, 3, 4]), early([]), log.join());
function assigned(v) {
  let state = 'start';
  try {
    state = 'first'; const a = square(v);
    state = 'second'; const b = square(v + 1);
    state = 'third'; return [state, a, b];
  } catch (e) { return [state, e]; }
}
console.log(assigned(1).join(), assigned(2).join(), assigned(3).join());
class P { constructor(x, y) { this.x = x; this.y = y; if (x < 0) throw new Error('negative'); } plus(o) { return new P(this.x + o.x, this.y + o.y); } }
function points(list) {
  let at = new P(0, 0), steps = 0;
  for (const p of list) {
    try { at = at.plus(p); steps++; } catch (e) { log.push(e.message + steps); continue; } finally { steps += 10; }
  }
  return [at.x, at.y, steps].join();
}
log.length = 0;
console.log(points([new P(1, 2), { x: 0.5, y: 1 }, { x: -9, y: 0 }, new P(3, 3)]), log.join());
try { points([new P(1, 1), null]); console.log(log.join()); } catch (e) { console.log(e.message); }
