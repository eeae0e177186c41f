console.log(1 + '2', '3' - 1, '3' * '4', 1 + 2 + '3', '1' + 2 + 3, null + 'x', undefined + 'x', [] + [], [] + {}, [1, 2] + 3, true + true, 1 + null, 1 + undefined);
let s = ''; for (let i = 0; i < 5; i++) s += i + ','; console.log(s, s.length);
console.log('a' + 1n, -'5' + 5, +'5' + 5, '' + -0, new Date(0) + 1 === new Date(0).toString() + '1');
try { Symbol('x') + ''; } catch (e) { console.log(e.message); }
try { 1n + 1; } catch (e) { console.log(e.message); }
try { +1n; } catch (e) { console.log(e.message); }
