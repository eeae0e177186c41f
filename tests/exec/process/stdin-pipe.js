process.stdin.pipe(process.stdout); process.stdin.on('end', () => process.stdout.write('END\n', () => console.log('cb')));
process.stdout.on('error', () => {}); console.log(process.stdin.fd, process.stdout.fd, process.stdout.writable, process.stdin.readable, process.stdin.isTTY);
