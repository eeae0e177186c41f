process.on('exit', (c) => console.log('bye', c)); setTimeout(() => console.log('never'), 10); Promise.resolve().then(() => { console.log('micro'); process.exit(4); }); console.log('main');
