const log = []; const c = (n) => (log.push(n), n);
switch (2) { case c(1): case c(2): case c(3): log.push('body'); }
switch (NaN) { case NaN: log.push('nan'); break; default: log.push('not nan'); }
switch (-0) { case 0: log.push('zero'); }
switch ('a') { default: log.push('d'); case 'b': log.push('b'); break; case 'c': log.push('c'); }
switch (true) { case 1 > 2: log.push('x'); break; case 2 > 1: log.push('y'); }
console.log(log.join());
