(async () => { console.log('1'); await undefined; console.log('4'); })(); Promise.resolve().then(() => console.log('5')); console.log('2'); process.nextTick(() => console.log('3'));
