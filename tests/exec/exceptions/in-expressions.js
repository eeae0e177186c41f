const log = []; const t = (m) => { throw new Error(m); };
try { log.push('a', t('arg')); } catch (e) { log.push(e.message); }
try { [1, t('elem'), log.push('no')]; } catch (e) { log.push(e.message); }
try { ({ a: log.push('yes'), [t('key')]: log.push('no') }); } catch (e) { log.push(e.message); }
try { `${log.push('sub')}${t('tpl')}${log.push('no')}`; } catch (e) { log.push(e.message); }
try { new (class { constructor() { t('ctor'); } })(); } catch (e) { log.push(e.message); }
let x = 1; try { x = t('assign'); } catch (e) { log.push(e.message); } log.push(x);
try { x += t('compound'); } catch {} log.push(x);
console.log(log.join());
