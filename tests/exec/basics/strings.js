const name = 'Kiln';
console.log('Hello, ' + name + '!');
console.log(`${name} has ${name.length} letters`);
