// Exceptions: thrown at several depths, caught, finally; the common path that does not throw.
class ParseError extends Error { constructor(message, at) { super(message); this.at = at; } }
function parse(s) {
  let i = 0;
  const value = () => { const c = s[i]; if (c === '(') { i++; const v = sum(); if (s[i] !== ')') throw new ParseError('expected )', i); i++; return v; } if (c >= '0' && c <= '9') { i++; return +c; } throw new ParseError('unexpected ' + c, i); };
  const sum = () => { let t = value(); while (s[i] === '+') { i++; t += value(); } return t; };
  const v = sum();
  if (i < s.length) throw new ParseError('trailing', i);
  return v;
}
const inputs = ['1+2', '(1+2)+3', '((4))', '1+(2+(3+4))', '(1+2', '1+', 'x', '(1+(2+))', '5+5+5', '1)'];
let good = 0, bad = 0, cleanup = 0;
for (let i = 0; i < 300000; i++) { try { good += parse(inputs[i % inputs.length]); } catch (e) { if (!(e instanceof ParseError)) throw e; bad += e.at; } finally { cleanup++; } }
function deep(n) { if (n === 0) throw 'bottom'; try { return deep(n - 1) + 1; } finally { cleanup++; } }
for (let i = 0; i < 8000; i++) { try { deep(20); } catch (e) { bad += e.length; } }
const guarded = (x) => { try { return x * 2; } catch { return -1; } };
for (let i = 0; i < 30000000; i++) good = (good + guarded(i)) | 0;
console.log(good, bad, cleanup);
