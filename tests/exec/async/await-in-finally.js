(async () => { const log = []; try { try { await Promise.reject(new Error('x')); } finally { await null; log.push('finally'); } } catch (e) { log.push(e.message); } console.log(log.join()); })();
