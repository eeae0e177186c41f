console.log(process.env.GREETING, process.env.EMPTY === '', Object.keys(process.env).includes('GREETING'));
