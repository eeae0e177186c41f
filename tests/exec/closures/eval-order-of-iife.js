const log = []; (() => log.push(1))(); !function () { log.push(2); }(); void (() => log.push(3))(), log.push(4); new (function () { log.push(5); })(); console.log(log.join());
