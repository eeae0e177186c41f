const log = []; const l = (x) => (log.push(x), x);
class A { [l('k1')] = l('v1'); static [l('k2')] = l('s2'); [l('k3')] = l('v3'); static { l('block'); } static s4 = l('s4'); constructor() { l('ctor A'); } }
class B extends A { f = l('B field'); constructor() { l('before super'); super(); l('after super'); } }
log.push('--'); new B(); console.log(log.join(' '));
