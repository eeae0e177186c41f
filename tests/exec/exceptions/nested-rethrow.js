const log = [];
function level(n) { try { if (n === 0) throw new TypeError('deep'); level(n - 1); } catch (e) { log.push('c' + n); throw e; } finally { log.push('f' + n); } }
try { level(3); } catch (e) { log.push(e.message); }
console.log(log.join());
function swallow() { for (let i = 0; i < 3; i++) { try { try { throw i; } finally { log.length = 0; } } catch (e) { if (e === 1) return 'left at ' + e; } } }
console.log(swallow());
