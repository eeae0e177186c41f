process.on('SIGUSR2', (name, number) => { console.log(name, number); process.exit(3); });
process.on('exit', (c) => console.log('exit', c));
setTimeout(() => console.log('never'), 5000);
process.kill(process.pid, 'SIGUSR2');
