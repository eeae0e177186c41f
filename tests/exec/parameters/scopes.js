// Parameters with expressions: their dead zone and the separate scope of the body's variables.
const tries = [];
function attempt(name, f) { try { console.log(name, f()); } catch (e) { console.log(name, e.name + ': ' + e.message); } }
attempt('self', () => ((a = a) => a)());
attempt('later', () => ((a = b, b = 1) => a)());
attempt('earlier', () => ((a = 1, b = a) => a + b)());
attempt('closure later', () => ((f = () => b, b = 'B') => f())());
attempt('closure early call', () => ((a = (() => b)(), b = 2) => a)());
attempt('typeof', () => ((a = typeof b, b = 1) => a)());
attempt('pattern', () => (({ x, y = x }, [z = y] = []) => [x, y, z].join())({ x: 1 }));
attempt('pattern self', () => (({ x = y, y }) => x)({ y: 2 }));
attempt('body var', () => { function f(x, g = () => x) { var x = 5; return [x, g()].join(); } return f(1); });
attempt('body var unset', () => { function f(x, g = () => x) { var x; x++; return [x, g()].join(); } return f(1); });
attempt('assign by param closure', () => { function f(x, s = () => { x = 'set'; }) { var x; s(); return x; } return f('orig'); });
attempt('no body var', () => { function f(x, s = () => { x = 'set'; }) { s(); return x; } return f('orig'); });
attempt('body function', () => { function f(x, g = () => x) { function x() {} return typeof x + typeof g(); } return f(1); });
attempt('arguments', () => { function f(a = arguments.length, b = arguments[2]) { return a + ',' + b; } return f(undefined, undefined, 'third'); });
attempt('this', function () { return ((a = this) => a === this)(); });
attempt('outer name', () => { var x = 'outer'; function f(a = x) { var x = 'inner'; return a; } return f(); });
attempt('order', () => { const log = []; const l = (v) => (log.push(v), v); ((a = l('a'), { b = l('b') } = {}, [c = l('c')] = [], ...d) => 0)(); return log.join(); });
attempt('generator', () => { let ran = false; function* g(a = (ran = true)) {} g(); return ran; });
attempt('generator throws', () => { function* g(a = (() => { throw new Error('early'); })()) {} g(); });
attempt('async throws', () => { async function f(a = (() => { throw new Error('late'); })()) {} return f().catch(() => {}) instanceof Promise; });
attempt('length', () => [((a, b = 1, c) => 0).length, ((...a) => 0).length, (({ a }, [b]) => 0).length].join());
attempt('method', () => ({ m(a = super.toString) { return typeof a; } }).m());
attempt('class in parameter', () => ((C = class { static n = 'C' + typeof D; }, D = 1) => C.n)());
attempt('named self', () => { const r = function self(a = self) { return a === self; }; return r(); });
attempt('null is given', () => ((a = 5) => a)(null));
