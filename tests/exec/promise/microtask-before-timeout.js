setTimeout(() => console.log('timeout'), 0); Promise.resolve().then(() => console.log('micro')); queueMicrotask(() => console.log('micro 2')); console.log('sync');
