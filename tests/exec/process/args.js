console.log(process.argv.slice(2).length, JSON.stringify(process.argv.slice(2)));
