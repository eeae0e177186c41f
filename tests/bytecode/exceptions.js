// What is live in the handler survives; the landing pad moves what the handler's phis take.
function guarded(f, x) { let state = 1; try { x = f(x); state = 2; x = f(x); } catch (e) { x = state; } return x; }
function always(f) { try { return f(); } finally { f.done = true; } }
guarded((x) => x + 1, 1); always(() => 1);
