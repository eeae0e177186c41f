try { for (const x of [x]) console.log(x); } catch (e) { console.log(e.name, e.message); }
try { for (let i = i; ;) break; } catch (e) { console.log(e.message); }
