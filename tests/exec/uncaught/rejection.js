Promise.reject(new Error('unhandled'));
setTimeout(() => console.log('not reached'), 5);
