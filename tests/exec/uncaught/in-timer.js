setTimeout(function later() {
  null.prop;
}, 1);
process.on('exit', (c) => console.log('exit code', c));
