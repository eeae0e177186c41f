let n = 0; for await (const chunk of process.stdin) n += chunk.length; console.log(n);
