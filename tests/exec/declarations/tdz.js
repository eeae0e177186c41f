function attempt(name, action) {
  try { console.log(name, String(action())); } catch (e) { console.log(name, e.name + ': ' + e.message); }
}
attempt('read before let', () => { const r = x; let x = 1; return r; });
attempt('typeof before let', () => { const r = typeof y; let y; return r; });
attempt('write before let', () => { z = 1; let z; return z; });
attempt('class before', () => { new C(); class C {} });
attempt('const self', () => { const a = a; return a; });
attempt('let in closure', () => { const get = () => q; let r; try { r = get(); } catch (e) { r = e.name; } let q = 5; return r + get(); });
attempt('let without value', () => { let u; return u; });
attempt('default param', () => { function f(a = b, b = 1) { return a; } return f(); });
