function pick(n) {
  switch (n) {
    case 0: let a = 'zero'; return a;
    case 1: try { return a; } catch (e) { return e.name; }
    case 2: a = 2; return a;
  }
}
console.log(pick(0), pick(1));
try { pick(2); } catch (e) { console.log(e.message); }
