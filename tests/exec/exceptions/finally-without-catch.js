function f() { try { throw 'x'; } finally { console.log('cleanup'); } } try { f(); } catch (e) { console.log('caught', e); }
