function f(n) { try { if (n === 0) throw new Error('zero'); if (n === 1) throw 'str'; return 'ok'; } catch (e) { return e instanceof Error ? e.message : e; } }
console.log(f(0), f(1), f(2));
try { try { throw 1; } catch (e) { throw e + 1; } } catch (e) { console.log(e); }
try { null.x; } catch { console.log('optional binding'); }
try { throw { code: 'E', list: [1, 2] }; } catch ({ code, list: [, second] }) { console.log(code, second); }
for (const v of [undefined, null, 0, NaN, '', Symbol.iterator]) { try { throw v; } catch (e) { console.log(Object.is(e, v)); } }
