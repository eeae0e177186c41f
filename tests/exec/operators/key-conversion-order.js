const log = [];
const key = { toString() { log.push('toString'); return 'k'; } };
const obj = () => (log.push('obj'), {});
const val = () => (log.push('val'), 1);
obj()[key] = val();
console.log(log.join());
log.length = 0;
try { null[key] = val(); } catch (e) { console.log(e.name, log.join()); }
log.length = 0;
try { undefined[key]; } catch (e) { console.log(e.name, log.join()); }
